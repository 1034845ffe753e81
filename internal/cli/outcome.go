package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// noGate is the value of --fail-on with which findings do not count.
const noGate = "none"

// defaultFailOn gates in CI, where nobody reads, and not on a terminal.
func defaultFailOn() string {
	if inCI() {
		return check.High.String()
	}
	return noGate
}

// parseFailOn returns the least severity that fails the run, or 0 for none.
func parseFailOn(word string) (check.Severity, error) {
	var s check.Severity
	if word == noGate {
		return 0, nil
	}
	if err := s.UnmarshalText([]byte(word)); err != nil {
		levels := []string{noGate}
		for _, v := range check.Severities {
			levels = append(levels, v.String())
		}
		return 0, usage("--fail-on takes critical, high, medium, low or none, not %q; did you mean %q?", word, nearest(word, levels))
	}
	return s, nil
}

// outcome returns how the scan ended; stopped is what ended it early, and earlier
// the scan before it, if there is one.
func outcome(stopped error, r *report.Report, j job, earlier *report.Report) report.Outcome {
	o := report.Outcome{
		FailOn: j.flags.failOn, NewOnly: j.flags.newOnly && earlier != nil, MaxUnknown: j.flags.maxUnknown,
		Incomplete: stopped != nil || r.Coverage.Unread > j.flags.maxUnknown, Interrupted: errors.Is(stopped, context.Canceled),
	}
	o.Failing = r.Failing(j.gate, o.NewOnly)
	if earlier != nil {
		o.Since = earlier.Scan.ID
	} else if j.flags.newOnly {
		j.say.line("--new-only: there is no earlier scan of the account to compare with, so all findings count")
	}
	switch {
	case o.Interrupted:
		o.ExitCode = exitInterrupted
	case o.Failing > 0:
		o.ExitCode = exitFindings
	case o.Incomplete:
		o.ExitCode = exitIncomplete
	}
	return o
}

// verdict is the last line of a scan: the exit code and why.
func verdict(stopped error, r *report.Report) string {
	why := "everything was read"
	switch {
	case r.Outcome.Interrupted:
		why = "interrupted: the report holds what was read until then"
	case errors.Is(stopped, context.DeadlineExceeded):
		why = "the --timeout passed: the report holds what was read until then"
	case !r.Scan.Complete:
		why = "incomplete: the report says what could not be read, and why"
	}
	if r.Outcome.FailOn != noGate {
		what := "findings"
		if r.Outcome.NewOnly {
			what = "new findings"
		}
		why = fmt.Sprintf("%d %s fail at %s or worse; %s", r.Outcome.Failing, what, r.Outcome.FailOn, why)
	}
	if changes := r.Changes(); changes != "" {
		why += "; " + changes
	}
	return fmt.Sprintf("exit %d: %s", r.Outcome.ExitCode, why)
}
