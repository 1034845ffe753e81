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

// outcome returns how the scan ended; stopped is what ended it early, if
// something did.
func outcome(stopped error, r *report.Report, f scanFlags, gate check.Severity) report.Outcome {
	o := report.Outcome{
		FailOn: f.failOn, Failing: r.Failing(gate, false), MaxUnknown: f.maxUnknown,
		Interrupted: errors.Is(stopped, context.Canceled),
	}
	switch {
	case o.Interrupted:
		o.ExitCode = exitInterrupted
	case o.Failing > 0:
		o.ExitCode = exitFindings
	case stopped != nil || r.Coverage.Unread > f.maxUnknown:
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
		why = fmt.Sprintf("%d findings fail at %s or worse; %s", r.Outcome.Failing, r.Outcome.FailOn, why)
	}
	return fmt.Sprintf("exit %d: %s", r.Outcome.ExitCode, why)
}
