package cli

import (
	"cmp"
	"slices"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/report"
)

// rendering is the command that writes what earlier scans reported in other
// formats, and asks AWS nothing.
func (p *program) rendering() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use: "report FILE...", Short: "Write JSON reports of earlier scans in other formats, offline",
		Long: "Write JSON reports of earlier scans in other formats, without network or credentials.\n" +
			"- is the standard input. Several accounts become one output; of one account that is\n" +
			"there more than once the newest scan counts.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("report takes the JSON reports of scans: -o json=FILE writes one")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.runReport(args, f) },
	}
	outputFlags(c, &f, []string{"text"})
	return c
}

// runReport leaves the outcome of the reports as their scans had it, and exits
// with 0 once they are written.
func (p *program) runReport(files []string, f scanFlags) error {
	j, err := p.offline(f)
	if err != nil {
		return err
	}
	found, err := p.saved(files...)
	if err != nil {
		return err
	}
	all := newestOfEach(found, j.say)
	for _, r := range all {
		r.Place = j.places[r.Scan.Account]
	}
	return p.write(all, j)
}

// offline is what writes reports of earlier scans again.
func (p *program) offline(f scanFlags) (job, error) {
	j := job{flags: f, say: newTeller(p.err, f.quiet)}
	var err error
	if j.outputs, err = parseOutputs(f.outputs, report.Formats); err != nil {
		return j, err
	}
	if err := p.load(); err != nil { // for where alerts point to
		return j, err
	}
	j.places = p.places()
	return j, nil
}

// newestOfEach returns the newest report of each account, ordered by account,
// and says which others are left out.
func newestOfEach(all []savedReport, say teller) []*report.Report {
	slices.SortStableFunc(all, func(a, b savedReport) int {
		return cmp.Or(cmp.Compare(a.Scan.Partition, b.Scan.Partition), cmp.Compare(a.Scan.Account, b.Scan.Account),
			cmp.Compare(a.Scan.Profile, b.Scan.Profile), b.Scan.Started.Compare(a.Scan.Started))
	})
	var newest []*report.Report
	for _, s := range all {
		if last := len(newest) - 1; last >= 0 && sameAccount(newest[last].Scan, s.Scan) {
			say.line("left out %s: scan %s of account %s is not newer than %s", s.file, s.Scan.ID, s.Scan.Account, newest[last].Scan.ID)
			continue
		}
		newest = append(newest, s.Report)
	}
	return newest
}

// sameAccount reports whether both are of one account, or of one profile of which
// no account is known.
func sameAccount(a, b report.Scan) bool {
	return a.Partition == b.Partition && a.Account == b.Account && a.Profile == b.Profile
}
