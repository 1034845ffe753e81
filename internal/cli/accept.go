package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/baseline"
	"github.com/yourside/yourside/internal/config"
	"github.com/yourside/yourside/report"
)

// accept is which findings a scan does not count.
type accept struct {
	asked           bool // whether the command takes these flags
	file            string
	since           string
	newOnly, strict bool
}

func (a *accept) flags(c *cobra.Command) {
	a.asked = true
	f := c.Flags()
	baselineFlag(c, &a.file)
	f.BoolVar(&a.strict, "strict", false, "exit with 2 if an exception of the baseline has expired")
	f.BoolVar(&a.newOnly, "new-only", false, "count only what did not fail at the scan before")
	f.StringVar(&a.since, "since", "", "scan before, as JSON report (default: of the history)")
}

func baselineFlag(c *cobra.Command, file *string) {
	c.Flags().StringVar(file, "baseline", "", "file of accepted findings (default: "+baseline.Name+" here or above, up to the root of the repository)")
}

// accepted is what was accepted, and the scans before.
type accepted struct {
	file   *baseline.File // nil if there is none
	strict bool
	since  []*report.Report // nil if none was named
	from   string
	checks []string // all that there are
}

// accepting reads the files that the flags name.
func (p *program) accepting(a accept) (accepted, error) {
	all := accepted{strict: a.strict, from: a.since, checks: ids(p.checks)}
	if !a.asked {
		return all, nil
	}
	path, err := baselinePath(a.file)
	if err != nil {
		return all, err
	}
	if path != "" {
		if all.file, err = baseline.Load(path); err != nil {
			return all, usage("the baseline cannot be read: %w", err)
		}
	}
	if a.since != "" {
		if all.since, err = p.reports(a.since); err != nil {
			return all, usage("--since: %w", err)
		}
	}
	return all, nil
}

func ids(checks []*check.Check) []string {
	var all []string
	for _, c := range checks {
		all = append(all, c.ID)
	}
	return all
}

// baselinePath returns the file that is named, or that of the repository, seen
// from the working directory; "" if there is none.
func baselinePath(named string) (string, error) {
	if named != "" {
		return named, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", usageError{err}
	}
	_, path := config.Find(dir, baseline.Name)
	return local(path), nil
}

// local returns a path as it is seen from the working directory.
func local(path string) string {
	dir, err := os.Getwd()
	if err != nil || path == "" {
		return path
	}
	if seen, err := filepath.Rel(dir, path); err == nil {
		return seen
	}
	return path
}

func (a accepted) path() string {
	if a.file == nil {
		return ""
	}
	return filepath.ToSlash(a.file.Path)
}

// summary is what the first line of a scan says.
func (a accepted) summary() string {
	if a.file == nil {
		return ""
	}
	return fmt.Sprintf(", baseline %s (findings: %d, exceptions: %d)", a.path(), len(a.file.Findings), len(a.file.Exceptions))
}

// current makes sure of what --strict asks: that no exception has expired.
func (a accepted) current(at time.Time) error {
	if a.file == nil || !a.strict {
		return nil
	}
	some := a.file.Expired(at)
	if len(some) == 0 {
		return nil
	}
	var lines []string
	for _, e := range some {
		lines = append(lines, fmt.Sprintf("line %d (%s, until %s)", e.Line, e.Check, e.Until))
	}
	return usage("--strict: %s has exceptions that expired: %s", a.path(), strings.Join(lines, ", "))
}

// marks returns what marks the findings of a scan, and what tells of the baseline
// after it.
func (a accepted) marks(at time.Time) (marks []func(*report.Finding), tell func(teller, report.Scan)) {
	if a.file == nil {
		return nil, func(teller, report.Scan) {}
	}
	m := a.file.At(at, a.checks)
	return []func(*report.Finding){m.Mark}, func(say teller, scan report.Scan) {
		for _, n := range m.Notices(scan) {
			say.line("warning: %s:%d: %s", a.path(), n.Line, n.Text)
		}
	}
}

// previous returns the scan to compare one of the account with: of the file that
// was named, or of the history. It is nil if there is none.
func (j job) previous(ctx context.Context, now report.Scan) (*report.Report, error) {
	var others []string
	for _, r := range j.accepted.since {
		if r.Scan.Account == now.Account {
			return r, nil
		}
		others = append(others, r.Scan.Account)
	}
	if len(others) == 0 {
		return j.past.last(ctx, now, j.checks), nil
	}
	slices.Sort(others)
	return nil, usage("--since %s has no report of account %s, but of %s", j.accepted.from, now.Account, strings.Join(slices.Compact(others), ", "))
}
