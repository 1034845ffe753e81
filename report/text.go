package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A Style is how text is laid out.
type Style struct {
	Width int  // columns; 0 stands for 80
	Color bool // whether to use the terminal's colours
	// All is whether to write what does not apply as well, with the reason.
	All bool
}

// Text writes the reports for a person, plain and 80 columns wide.
func Text(w io.Writer, all []*Report) error { return Style{}.Text(w, all) }

// Text writes the reports for a person, one after the other.
func (s Style) Text(w io.Writer, all []*Report) error {
	for i, r := range all {
		p := newPage(s)
		if i > 0 {
			p.blank()
		}
		s.write(p, r)
		if _, err := io.WriteString(w, p.String()); err != nil {
			return err
		}
	}
	if len(all) < 2 {
		return nil
	}
	p := newPage(s)
	p.blank()
	textAccounts(p, all)
	_, err := io.WriteString(w, p.String())
	return err
}

// textAccounts writes how each account stands, for who reads of many.
func textAccounts(p *page, all []*Report) {
	head := []string{"Account", "FAIL"}
	for _, s := range check.Severities[:2] {
		head = append(head, s.String())
	}
	rows := [][]string{append(head, "muted", "UNKNOWN", "PASS", "exit")}
	for _, r := range all {
		name := clean(r.Scan.account())
		if r.Scan.Alias != "" {
			name += " " + shorten(clean(r.Scan.Alias), 24)
		}
		row := []string{name, number(r.Summary.Statuses[check.StatusFail.String()])}
		for _, s := range check.Severities[:2] {
			row = append(row, number(r.Summary.Severities[s.String()]))
		}
		rows = append(rows, append(row, number(r.Summary.Muted), number(r.Summary.Statuses[check.StatusUnknown.String()]),
			number(r.Summary.Statuses[check.StatusPass.String()]), fmt.Sprint(r.Outcome.ExitCode)))
	}
	p.table(rows)
}

// write writes a report: first what is new, then by domain, then check, then
// resource, what fails and what is unknown, alike things folded; the rest, and
// what is muted, is counted. The coverage comes first: without it, nothing found
// could mean nothing seen.
func (s Style) write(p *page, r *Report) {
	if r.unscanned() {
		textUnscanned(p, r)
		return
	}
	textHeader(p, r)
	shown := []check.Status{check.StatusFail, check.StatusUnknown}
	if s.All {
		shown = append(shown, check.StatusNotApplicable)
	}
	parts := s.parts(r, shown)
	parts.writeFresh(p)
	for _, d := range check.Domains {
		counts := textCounts(r.Summary.Domains[d.String()])
		if counts == "" {
			continue
		}
		p.blank()
		p.put(p.paint(bold, d.Title()+":")+" ", len(d.Title())+2, counts+parts.above(d))
		for _, status := range shown {
			if of := parts.rest[section{d, status}]; of != nil {
				p.WriteString(of.String())
			}
			if status == check.StatusFail {
				for _, m := range parts.muted[d] {
					m.write(p)
				}
			}
		}
	}
	p.blank()
	textTable(p, r)
	textFrameworks(p, r)
	textCauses(p, r)
	p.blank()
	textOutcome(p, r)
}

// textWho writes which account it is about, and as whom.
func textWho(p *page, s Scan) {
	account := clean(s.Account)
	if s.Alias != "" {
		account += " (" + clean(s.Alias) + ")"
	}
	regions := make([]string, len(s.Regions))
	for i, name := range s.Regions {
		regions[i] = clean(name)
	}
	p.field("Account", account)
	p.field("Caller", clean(s.Caller))
	p.field("Regions", count(len(regions))+": "+p.list(regions, p.width-13))
}

// textUnscanned writes why there is nothing to say of an account.
func textUnscanned(p *page, r *Report) {
	p.field("Account", clean(r.Scan.account()))
	p.field("Coverage", coverage(r))
	p.field("Reason", clean(r.unread()))
	p.blank()
	textOutcome(p, r)
}

func textHeader(p *page, r *Report) {
	textWho(p, r.Scan)
	p.field("Coverage", coverage(r))
	textFindings(p, r)
	p.field("Checks", fmt.Sprintf("%s, by %s %s", count(len(r.Scan.Checks)), clean(r.Tool.Name), clean(r.Tool.Version)))
	for _, name := range slices.Sorted(maps.Keys(r.Scan.Parameters)) {
		p.put("         ", 9, "with "+clean(name)+" "+clean(fmt.Sprint(r.Scan.Parameters[name])))
	}
	if r.Scan.Share > 0 {
		p.field("Rate", fmt.Sprintf("at most %.3g%% of the calls a second that AWS allows the account", 100*r.Scan.Share))
	}
	if changes := r.Changes(); changes != "" {
		p.field("Changes", changes)
	}
	if carried := r.carriedText(); carried != "" {
		p.field("Carried", carried)
	}
	if r.Scan.Baseline != "" {
		p.field("Baseline", clean(r.Scan.Baseline))
	}
}

// textCounts returns "3 fail, 1 unknown, 20 pass".
func textCounts(n map[string]int) string {
	var parts []string
	for _, s := range check.Statuses {
		if n[s.String()] > 0 {
			parts = append(parts, count(n[s.String()])+" "+strings.ToLower(strings.ReplaceAll(s.String(), "_", " ")))
		}
	}
	return strings.Join(parts, ", ")
}

// linesOfOne is how many entries the text has for one check and status.
const linesOfOne = 8

func textCheck(p *page, g *folding) {
	textTitle(p, strings.Replace(g.status.String(), check.StatusNotApplicable.String(), "N/A", 1), statusColor(g.status), g.Rule)
	g.write(p)
}

// textTitle writes the line of a check.
func textTitle(p *page, status, color string, of *Rule) {
	severity := fmt.Sprintf("%-8s", of.Severity)
	p.put("  "+p.paint(color, fmt.Sprintf("%-7s", status))+" "+p.paint(severityColor(of.Severity), severity)+"  ", 20,
		clean(of.Title)+" ["+of.Check+"]")
}

// textTable writes the numbers by domain, in the first form that fits.
func textTable(p *page, r *Report) {
	rows := textRows(r, check.Domain.Title, check.Severities)
	if p.over(rows) {
		rows = textRows(r, check.Domain.String, check.Severities)
	}
	if p.over(rows) {
		rows = textRows(r, check.Domain.String, nil)
	}
	p.table(rows)
}

func textRows(r *Report, title func(check.Domain) string, severities []check.Severity) [][]string {
	failing := map[check.Domain]map[string]int{}
	for _, d := range check.Domains {
		failing[d] = map[string]int{}
	}
	for of, n := range r.failing {
		failing[of.domain][of.severity.String()] += n
	}
	row := func(title string, statuses, failing map[string]int) []string {
		cells := []string{title, number(statuses[check.StatusFail.String()])}
		for _, s := range severities {
			cells = append(cells, number(failing[s.String()]))
		}
		for _, s := range check.Statuses[1:] {
			cells = append(cells, number(statuses[s.String()]))
		}
		return cells
	}
	head := []string{"", "FAIL"}
	for _, s := range severities {
		head = append(head, s.String())
	}
	rows := [][]string{append(head, "UNKNOWN", "PASS", "N/A")}
	for _, d := range check.Domains {
		rows = append(rows, row(title(d), r.Summary.Domains[d.String()], failing[d]))
	}
	return append(rows, row("All", r.Summary.Statuses, r.Summary.Severities))
}

// number leaves zeros out of the table, so that the others stand out.
func number(n int) string {
	if n == 0 {
		return "-"
	}
	return count(n)
}

// textCauses writes what could not be read, by reason, with what to do.
func textCauses(p *page, r *Report) {
	all := causes(r.Unassessed)
	if len(all) == 0 {
		return
	}
	p.blank()
	p.item(0, "What could not be read, with the checks that need it:")
	var last inventory.Reason
	for _, c := range all {
		if c.reason != last {
			last = c.reason
			p.item(2, strings.TrimSuffix(string(c.reason)+": "+advice(c.reason), ": "))
		}
		p.item(6, c.what()+": "+p.list(c.checks, 2*p.width))
		if c.message != "" && advice(c.reason) == "" {
			p.item(10, shorten(clean(c.message), 2*p.width))
		}
	}
}

func textOutcome(p *page, r *Report) {
	if r.Summary.Statuses[check.StatusFail.String()] > 0 {
		p.item(0, "`yourside checks show ID` says why it matters and how to fix it.")
	}
	p.item(0, fmt.Sprintf("Exit code %d: %s.", r.Outcome.ExitCode, strings.Join(why(r), ", ")))
}

// why returns the reasons of the exit code.
func why(r *Report) []string {
	var why []string
	o := r.Outcome
	if o.Interrupted {
		why = append(why, "the scan was interrupted")
	}
	fresh, nothing := "", "nothing"
	if o.NewOnly {
		fresh, nothing = "new ", "nothing new"
	}
	if !r.Scan.Complete {
		nothing += " that was judged"
	}
	switch {
	case o.Failing == 1:
		why = append(why, "1 "+fresh+"finding fails at "+clean(o.FailOn)+" or worse")
	case o.Failing > 1:
		why = append(why, count(o.Failing)+" "+fresh+"findings fail at "+clean(o.FailOn)+" or worse")
	case o.FailOn != "" && o.FailOn != "none":
		why = append(why, nothing+" fails at "+clean(o.FailOn)+" or worse")
	}
	if !r.Scan.Complete {
		why = append(why, "the scan is incomplete")
	}
	if len(why) == 0 {
		why = append(why, "the scan is complete")
	}
	return why
}
