package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

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
		r, code := p.askOne(ctx, j, profile)
		codes = append(codes, code)
		if r != nil {
			all = append(all, r)
		}
		if code == exitUsage && len(j.known) == 0 {
			break // which the next one would be, too
		}
	}
	p.exit = weightiest(codes)
	if len(j.known) == 0 {
		return nil // each has said why
	}
	if err := p.write(all, j); err != nil {
		return err
	}
	j.say.line("exit %d: %d of %d profiles were scanned", p.exit, len(j.known), len(j.flags.profiles))
	return nil
}

// askOne scans the account of a profile, and returns its report, which is nil if
// it was scanned for another one, and the exit code.
func (p *program) askOne(ctx context.Context, j job, profile string) (r *report.Report, code int) {
	j.flags.signIn.Profile = profile
	err := p.ask(ctx, j, func(ctx context.Context, j job, src source) (err error) {
		if r, err = p.finishOne(ctx, j, src); r != nil {
			j.known[r.Scan.Account] = profile
		}
		return err
	})
	if same, ok := errors.AsType[*sameAccountError](err); ok {
		j.say.line("profile %s is left out: %v", printable(profile), same)
		return nil, exitOK
	}
	if err == nil {
		return r, p.exit
	}
	text, code := explain(err)
	fmt.Fprintf(p.err, "yourside: profile %s: %s\n", printable(profile), printable(text))
	if r == nil {
		r = unscanned(j, profile, text, code)
	}
	return r, code
}

// unscanned is the report of a profile whose account nobody could see: a reader
// of the others must not take it for one that is fine.
func unscanned(j job, profile, why string, exit int) *report.Report {
	now := time.Now().UTC().Truncate(time.Second)
	r := report.Unscanned(report.Tool{Name: "yourside", Version: version()}, report.Scan{
		ID: now.Format("20060102T150405Z") + "-" + profile, Profile: profile, Started: now, Ended: now, Parameters: j.parameters,
	}, j.checks, printable(why))
	r.Against(j.flags.selection.against())
	r.Outcome = report.Outcome{
		ExitCode: exit, FailOn: j.flags.failOn, MaxUnknown: j.flags.maxUnknown, Incomplete: true, Interrupted: exit == exitInterrupted,
	}
	return r
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
