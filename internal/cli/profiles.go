package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/yourside/yourside/report"
)

// A sameAccountError is that of a profile whose account another one is of, too.
type sameAccountError struct{ account, other string }

func (e *sameAccountError) Error() string {
	return "it is of account " + e.account + ", which was scanned as profile " + e.other
}

// askEach scans the account of each profile, and writes all into one report. What
// is the matter with one is no reason to leave out the others, and is in the exit
// code.
func (p *program) askEach(ctx context.Context, j job) error {
	if j.flags.record != "" {
		return usage("--record keeps the scan of one account: name its profile alone")
	}
	ctx, cancel := context.WithTimeout(ctx, j.flags.timeout)
	defer cancel()
	j.known = map[string]string{}
	var all []*report.Report
	var codes []int
	for _, profile := range j.flags.profiles {
		j.flags.signIn.Profile = profile
		err := p.ask(ctx, j, func(ctx context.Context, j job, src source) error {
			r, err := p.finishOne(ctx, j, src)
			if r != nil {
				all, j.known[r.Scan.Account] = append(all, r), profile
			}
			return err
		})
		code := p.exit
		if same, ok := errors.AsType[*sameAccountError](err); ok {
			j.say.line("profile %s is left out: %v", printable(profile), same)
			code = exitOK
		} else if err != nil {
			text, failed := explain(err)
			fmt.Fprintf(p.err, "yourside: profile %s: %s\n", printable(profile), printable(text))
			code = failed
		}
		codes = append(codes, code)
		if code == exitUsage {
			break // which the next one would be, too
		}
	}
	p.exit = weightiest(codes)
	if len(all) == 0 {
		return nil // each has said why
	}
	if err := p.write(all, j); err != nil {
		return err
	}
	j.say.line("exit %d: %d of %d profiles were scanned", p.exit, len(all), len(j.flags.profiles))
	return nil
}

// finishOne scans the source for a report that is written with others.
func (p *program) finishOne(ctx context.Context, j job, src source) (*report.Report, error) {
	r, stopped, err := p.report(ctx, j, src)
	if err != nil {
		return nil, err
	}
	j.past.keep(ctx, r)
	j.say.line("%s", verdict(stopped, r))
	p.exit = r.Outcome.ExitCode
	return r, p.notify(ctx, j, r)
}

// weightiest returns the exit code of several scans: a mistake goes before an
// interrupt, before findings, before what is missing.
func weightiest(codes []int) int {
	order := []int{exitInternal, exitUsage, exitInterrupted, exitFindings, exitIncomplete, exitOK}
	return slices.MinFunc(codes, func(a, b int) int { return slices.Index(order, a) - slices.Index(order, b) })
}
