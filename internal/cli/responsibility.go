package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/internal/history"
	"github.com/yourside/yourside/report"
)

// responsibility is the command that says which part of what is in an account
// is the customer's, and how it stands.
func (p *program) responsibility() *cobra.Command {
	var f viewFlags
	c := &cobra.Command{
		Use: "responsibility [FILE...]", Short: "Show which part of each service is yours, and how it stands",
		Long: "Show for each service in the account, layer by layer, what AWS secures and what is yours,\n" +
			"and how a scan found your part: good, bad, accepted, unknown, not judged by any check, or\n" +
			"outside of what an API can show, with the evidence to bring instead. It asks AWS nothing:\n" +
			"it reads saved JSON reports (- is the standard input; of one account that is there more\n" +
			"than once the newest scan counts), and without them the last scan of the history.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 && f.account != "" {
				return usage("--account chooses from the history, and goes with no file")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return p.runResponsibility(c, f, args) },
	}
	f.flags(c, formatsOfResponsibility, "the last scan", "the result")
	return c
}

// formatsOfResponsibility are what ledgers are written as.
var formatsOfResponsibility = []report.Format{{Name: "text"}, {Name: "json"}}

func (p *program) runResponsibility(c *cobra.Command, f viewFlags, args []string) error {
	outputs, err := parseOutputs(f.outputs, formatsOfResponsibility)
	if err != nil {
		return err
	}
	ledgers := report.Responsibilities{Tool: report.Tool{Name: "yourside", Version: version()}, Known: len(p.checks)}
	if len(args) == 0 {
		ledgers.Reports, err = p.last(c, f.account)
	} else {
		var found []savedReport
		found, err = p.saved(args...)
		ledgers.Reports = newestOfEach(found, newTeller(p.err, f.quiet))
	}
	if err != nil {
		return err
	}
	return p.view(outputs, f, func(w io.Writer, o output) error {
		if o.format.Name == "json" {
			return ledgers.JSON(w)
		}
		read := ledgers
		if f.redact {
			read.Reports = redactedReports(ledgers.Reports)
		}
		return p.style(o, scanFlags{noColor: f.noColor}).Responsibility(w, read)
	})
}

// last returns the report of the last scan in the history, of an account or of
// all.
func (p *program) last(c *cobra.Command, of string) (last []*report.Report, err error) {
	err = p.useHistory(c, func(s *history.Store) error {
		all, err := s.List(c.Context(), of)
		if err != nil {
			return err
		}
		for _, e := range slices.Backward(all) {
			if e.Report == nil {
				continue
			}
			r, err := s.Report(c.Context(), e.ID, p.checks)
			last = []*report.Report{r}
			return err
		}
		return nil
	})
	if err == nil && last == nil {
		err = usage("the history has no scan to show: name a saved JSON report (yourside scan -o json=report.json)")
	}
	return last, err
}
