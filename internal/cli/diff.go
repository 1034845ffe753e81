package cli

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// diffFlags are the flags of diff.
type diffFlags struct {
	viewFlags
	failOn string
}

// diff is the command that compares two scans.
func (p *program) diff() *cobra.Command {
	var f diffFlags
	c := &cobra.Command{
		Use: "diff [BEFORE AFTER]", Short: "Compare two scans: what is new, fixed, changed, no longer assessable",
		Long: "Compare two saved JSON reports, the earlier one first; of several accounts each with\n" +
			"itself. Without them, compare the last scan of the history (of --account) with the one\n" +
			"before it that looked at the same. Fixed is what passes, does not apply any more, or is gone although the later\n" +
			"scan would have seen it. What that could not or did not look at is no longer\n" +
			"assessable, and never fixed. Exits with 1 if something new fails at --fail-on or worse\n" +
			"and is not muted.",
		RunE: func(c *cobra.Command, args []string) error { return p.runDiff(c, f, args) },
	}
	f.flags(c, formatsOfDiff, "the scans", "the differences")
	c.Flags().StringVar(&f.failOn, "fail-on", defaultFailOn(), "exit with 1 for new findings of this severity or worse, or none (default: high in CI, none elsewhere)")
	c.Flags().Lookup("fail-on").DefValue = "" // as of scan
	return c
}

// formatsOfDiff are what differences are written as.
var formatsOfDiff = []report.Format{{Name: "text"}, {Name: "markdown"}, {Name: "json"}}

func (p *program) runDiff(c *cobra.Command, f diffFlags, args []string) error {
	gate, err := parseFailOn(f.failOn)
	if err != nil {
		return err
	}
	outputs, err := parseOutputs(f.outputs, formatsOfDiff)
	if err != nil {
		return err
	}
	before, after, err := p.compared(c, f.account, args)
	if err != nil {
		return err
	}
	d, err := differences(before, after)
	if err != nil {
		return err
	}
	d.Outcome = ofDiff(d, f.failOn, gate)
	p.exit = d.Outcome.ExitCode
	return p.view(outputs, f.viewFlags, func(w io.Writer, o output) error {
		if o.format.Name == "json" {
			return d.JSON(w)
		}
		read := d
		if f.redact {
			read = d.Redacted()
		}
		if o.format.Name == "markdown" {
			return read.Markdown(w)
		}
		return p.style(o, scanFlags{noColor: f.noColor}).Differences(w, read)
	})
}

// compared returns the two scans, or sets of them, that the arguments mean.
func (p *program) compared(c *cobra.Command, account string, args []string) (before, after []*report.Report, err error) {
	if len(args) == 0 {
		return p.lastTwo(c, account)
	}
	if len(args) != 2 || account != "" {
		return nil, nil, usage("diff takes two saved JSON reports, the earlier one first (yourside scan -o json=report.json)")
	}
	if before, err = p.reports(args[0]); err == nil {
		after, err = p.reports(args[1])
	}
	return before, after, err
}

// differences compares each account with itself. What is of an account that one
// side lacks is all new, or all no longer assessable.
func differences(before, after []*report.Report) (*report.Differences, error) {
	old, err := byAccount(before)
	if err != nil {
		return nil, err
	}
	now, err := byAccount(after)
	if err != nil {
		return nil, err
	}
	ids := slices.Sorted(maps.Keys(now))
	if !slices.ContainsFunc(ids, func(id string) bool { return old[id] != nil }) {
		return nil, usage("the reports are of different accounts: %s and %s", slices.Sorted(maps.Keys(old)), ids)
	}
	for id := range old {
		if now[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	d := &report.Differences{SchemaVersion: report.SchemaVersion, Tool: report.Tool{Name: "yourside", Version: version()}}
	for _, id := range ids {
		a, b := old[id], now[id]
		none := &report.Report{Scan: report.Scan{Account: id}, Findings: func(func(report.Finding) bool) {}}
		if a == nil {
			a = none
		}
		if b == nil {
			b = none
		}
		d.Accounts = append(d.Accounts, report.Compare(a, b))
	}
	return d, nil
}

func byAccount(all []*report.Report) (map[string]*report.Report, error) {
	by := map[string]*report.Report{}
	for _, r := range all {
		if r.Scan.Account == "" {
			continue // it was not scanned, and who was before is told of as such
		}
		if by[r.Scan.Account] != nil {
			return nil, usage("one side has two reports of account %s", r.Scan.Account)
		}
		by[r.Scan.Account] = r
	}
	return by, nil
}

func ofDiff(d *report.Differences, failOn string, gate check.Severity) report.DiffOutcome {
	o := report.DiffOutcome{FailOn: failOn}
	for i := range d.Accounts {
		o.Failing += d.Accounts[i].Failing(gate)
	}
	if o.Failing > 0 {
		o.ExitCode = exitFindings
	}
	return o
}
