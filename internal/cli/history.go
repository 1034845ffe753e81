package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/history"
	"github.com/yourside/yourside/report"
)

// history is the command that lists the scans of this user.
func (p *program) history() *cobra.Command {
	var of string
	var asJSON, redact bool
	c := &cobra.Command{
		Use: "history", Short: "List the scans that were made", Args: historyArgs,
		Long: "List the scans that were made with this user's state directory, the newest last, and those that failed.\n" +
			"SEEN is whether all was read that the checks need, part of it, or the scan was stopped.",
		RunE: func(c *cobra.Command, _ []string) error {
			all, err := p.entries(c, of)
			if err != nil {
				return err
			}
			if asJSON {
				return p.historyJSON(all)
			}
			if redact {
				all = redactedEntries(all)
			}
			return p.historyText(all)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	redacting(c, &redact)
	c.PersistentFlags().StringVar(&of, "account", "", "only the scans of this account")
	c.AddCommand(p.historyShow(&of))
	return c
}

// redactedEntries are scans as everybody may read them as text.
func redactedEntries(all []history.Entry) []history.Entry {
	some := slices.Clone(all)
	for i := range some {
		e := &some[i]
		e.Account, e.Profile, e.Failure = report.Redact(e.Account), report.Redact(e.Profile), report.Redact(e.Failure)
	}
	return some
}

func historyArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("history takes flags only, not %q; history show ID shows one", args[0])
	}
	return nil
}

// historyShow is the command that writes a scan again.
func (p *program) historyShow(of *string) *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use: "show ID", Short: "Write the report of a scan again, in any format", Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("history show takes the ID of one scan, as history lists it, or last")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return p.showScan(c, f, *of, args[0]) },
	}
	outputFlags(c, &f, []string{"text"})
	return c
}

func (p *program) showScan(c *cobra.Command, f scanFlags, of, id string) error {
	j, err := p.offline(f)
	if err != nil {
		return err
	}
	all, err := p.entries(c, of)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(e history.Entry) bool {
		return e.Report == nil || id != "last" && strconv.FormatInt(e.ID, 10) != id
	})
	if len(all) == 0 {
		return usage("there is no scan %q with a report: yourside history lists them", id)
	}
	var r *report.Report
	err = p.useHistory(c, func(s *history.Store) (err error) {
		r, err = s.Report(c.Context(), all[len(all)-1].ID, p.checks)
		return err
	})
	if err != nil {
		return err
	}
	r.Place = j.places[r.Scan.Account]
	return p.write([]*report.Report{r}, j)
}

// entries returns the scans of an account, or of all.
func (p *program) entries(c *cobra.Command, of string) (all []history.Entry, err error) {
	err = p.useHistory(c, func(s *history.Store) (err error) {
		all, err = s.List(c.Context(), of)
		return err
	})
	return all, err
}

// useHistory uses the history if there is one; it makes none.
func (p *program) useHistory(c *cobra.Command, do func(*history.Store) error) error {
	dir, err := history.Dir()
	if err != nil {
		return usage("there is no history: %w", err)
	}
	if !history.Exists(dir) {
		return nil
	}
	say := newTeller(p.err, false)
	if err := history.Use(c.Context(), dir, func(text string) { say.line("warning: %s", text) }, do); err != nil {
		return usage("the history cannot be read: %w", err)
	}
	return nil
}

// lastTwo returns the last scan of an account, or of all, and the one before it
// that looked at most of the same.
func (p *program) lastTwo(c *cobra.Command, of string) (before, after []*report.Report, err error) {
	err = p.useHistory(c, func(s *history.Store) error {
		all, err := s.List(c.Context(), of)
		all = slices.DeleteFunc(all, func(e history.Entry) bool { return e.Report == nil })
		if err != nil || len(all) == 0 {
			return err
		}
		newest := all[len(all)-1]
		earlier := newest.Report.Scan
		earlier.Started = earlier.Started.Add(-time.Second)
		a, err := s.Last(c.Context(), earlier, p.checks, true)
		if err != nil || a == nil {
			return err
		}
		b, err := s.Report(c.Context(), newest.ID, p.checks)
		before, after = []*report.Report{a}, []*report.Report{b}
		return err
	})
	if err == nil && before == nil {
		err = usage("the history has no two scans to compare: name two saved JSON reports, the earlier one first (yourside scan -o json=report.json)")
	}
	return before, after, err
}

func (p *program) historyJSON(all []history.Entry) error {
	type scan struct {
		history.Entry
		Report      *struct{}       `json:"report,omitempty"` // hides that of the entry
		Scan        string          `json:"scan,omitempty"`
		Alias       string          `json:"alias,omitempty"`
		Seconds     int64           `json:"seconds"`
		Checks      int             `json:"checks"`
		Regions     int             `json:"regions"`
		Complete    bool            `json:"complete"`
		Interrupted bool            `json:"interrupted"`
		Summary     *report.Summary `json:"summary,omitempty"`
	}
	scans := []scan{}
	for _, e := range all {
		s := scan{Entry: e, Seconds: int64(took(e).Seconds())}
		if r := e.Report; r != nil {
			s.Scan, s.Alias, s.Checks, s.Regions = r.Scan.ID, r.Scan.Alias, len(r.Scan.Checks), len(r.Scan.Regions)
			s.Complete, s.Interrupted, s.Summary = r.Scan.Complete, r.Outcome.Interrupted, &r.Summary
		}
		scans = append(scans, s)
	}
	return p.json(map[string]any{"schema_version": "1", "scans": scans})
}

// json writes a document for programs.
func (p *program) json(document any) error {
	e := json.NewEncoder(p.out)
	e.SetIndent("", "  ")
	return e.Encode(document)
}

func took(e history.Entry) time.Duration { return e.Ended.Sub(e.Started) }

func (p *program) historyText(all []history.Entry) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(p.out, "There is no scan in the history yet.")
		return err
	}
	rows := [][]string{{"ID", "WHEN", "ACCOUNT", "CHECKS", "CRIT", "HIGH", "MED", "LOW", "UNKN", "EXIT", "TOOK", "SEEN"}}
	for _, e := range all {
		rows = append(rows, historyRow(e))
	}
	for i, line := range aligned(rows, 1, 2, 11) {
		if _, err := fmt.Fprintln(p.out, line); err != nil {
			return err
		}
		if i > 0 && all[i-1].Failure != "" {
			for _, line := range wrapped(failure(all[i-1]), max(columns(p.out.Writer), 80)-4) {
				if _, err := fmt.Fprintln(p.out, "    "+line); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func failure(e history.Entry) string {
	if e.Profile == "" {
		return printable(e.Failure)
	}
	return printable("profile " + e.Profile + ": " + e.Failure)
}

func historyRow(e history.Entry) []string {
	row := []string{strconv.FormatInt(e.ID, 10), e.Started.Local().Format("2006-01-02 15:04"), e.Account}
	if e.Account == "" {
		row[2] = "?"
	}
	exit, lasted := strconv.Itoa(e.ExitCode), rounded(took(e))
	r := e.Report
	if r == nil {
		return append(row, "-", "-", "-", "-", "-", "-", exit, lasted, "failed")
	}
	row = append(row, strconv.Itoa(len(r.Scan.Checks)))
	for _, s := range check.Severities {
		row = append(row, strconv.Itoa(r.Summary.Severities[s.String()]))
	}
	return append(row, strconv.Itoa(r.Summary.Statuses[check.StatusUnknown.String()]), exit, lasted, seen(e))
}

// seen says how much of what it was to read a scan has read.
func seen(e history.Entry) string {
	switch {
	case e.Cut:
		return "stopped"
	case !e.Report.Scan.Complete:
		return "part"
	}
	return "all"
}

func rounded(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%.0fs", d.Seconds())
	}
	return fmt.Sprintf("%.0fm", d.Minutes())
}

// aligned makes lines of rows: numbers to the right, and the columns of words,
// which are named, to the left.
func aligned(rows [][]string, words ...int) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var lines []string
	for _, row := range rows {
		var cells []string
		for i, cell := range row {
			fill := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if slices.Contains(words, i) {
				cells = append(cells, cell+fill)
			} else {
				cells = append(cells, fill+cell)
			}
		}
		lines = append(lines, strings.TrimRight(strings.Join(cells, " "), " "))
	}
	return lines
}

// wrapped breaks a text at its spaces.
func wrapped(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}
