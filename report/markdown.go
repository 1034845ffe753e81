package report

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// maxMarkdown is how many bytes there are at most: GitHub refuses a comment of
// more than 65,536 characters.
const maxMarkdown = 65_000

// The parts of the Markdown that are long, each of one account.
const (
	markdownResources = 10 // of one check
	markdownCauses    = 20
	markdownName      = 240 // characters of one resource and what is said of it
)

// Markdown writes a summary for a job or a pull request: new findings first,
// then worst first, as many as fit. All that names a resource is code, in which
// nothing is a link, a mention, a reference or markup.
func Markdown(w io.Writer, all []*Report) error {
	var b strings.Builder
	if len(all) == 0 {
		b.WriteString("## yourside\n\nNo account was scanned.\n")
	}
	for i, r := range all {
		room := maxMarkdown - b.Len()
		if room < leastMarkdown {
			fmt.Fprintf(&b, "\n%s more in the artifact.\n", plural(len(all)-i, "account"))
			break
		}
		// What one leaves, those after it may take.
		b.WriteString(markdown(r, max(room/(len(all)-i), leastMarkdown)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// leastMarkdown is what an account takes with no finding.
const leastMarkdown = 2500

// markdown returns the summary of an account, in at most so many bytes.
func markdown(r *Report, most int) string {
	var b strings.Builder
	markdownHead(&b, r)
	var tail strings.Builder
	tail.WriteString(markdownFrameworks(r, most/4))
	markdownUnread(&tail, r, tail.Len()+most/4)
	fmt.Fprintf(&tail, "\n%s\n\n", markdownOutcome(r))
	groups := markdownGroups(r)
	const more = 200 // bytes of the line that says what is left out
	left := 0
	for i, g := range groups {
		text := g.markdown()
		if b.Len()+len(text)+tail.Len()+more > most {
			for _, rest := range groups[i:] {
				left += rest.n
			}
			fmt.Fprintf(&b, "\n%s of %s more in the artifact.\n\n", plural(left, "finding"), plural(len(groups)-i, "check"))
			break
		}
		b.WriteString(text)
	}
	return b.String() + tail.String()
}

func markdownHead(b *strings.Builder, r *Report) {
	who := code(r.Scan.account())
	if r.Scan.Alias != "" {
		who += " (" + code(shorten(clean(r.Scan.Alias), markdownName)) + ")"
	}
	fmt.Fprintf(b, "## yourside: account %s\n\n", who)
	what := []string{plural(r.Summary.Statuses[check.StatusFail.String()]-r.Summary.Muted, "finding") + " failing"}
	if r.Summary.New > 0 {
		what = append(what, "**"+count(r.Summary.New)+" new**")
	}
	if r.Summary.Muted > 0 {
		what = append(what, count(r.Summary.Muted)+" more muted")
	}
	fmt.Fprintf(b, "%s. Coverage: %s.\n", strings.Join(what, ", "), coverage(r))
	switch {
	case r.unscanned():
		fmt.Fprintf(b, "\n> **The account was not scanned**, and that is no pass: %s\n", code(shorten(r.unread(), markdownName)))
	case !r.Scan.Complete:
		b.WriteString("\n> **The scan is incomplete**: what could not be read is UNKNOWN, and no pass.\n")
	}
	if carried := r.carriedText(); carried != "" {
		fmt.Fprintf(b, "\n> **Not fixed**: %s.\n", carried)
	}
	b.WriteString("\n| domain | FAIL | UNKNOWN | PASS | N/A |\n|---|--:|--:|--:|--:|\n")
	row := func(title string, n map[string]int) {
		fmt.Fprintf(b, "| %s |", title)
		for _, s := range check.Statuses {
			fmt.Fprintf(b, " %s |", number(n[s.String()]))
		}
		b.WriteByte('\n')
	}
	for _, d := range check.Domains {
		row(d.Title(), r.Summary.Domains[d.String()])
	}
	row("**All**", r.Summary.Statuses)
	b.WriteByte('\n')
}

// A markdownGroup is what fails of one check.
type markdownGroup struct {
	rule  *Rule
	new   bool
	n     int
	shown []string
}

// markdownGroups returns what fails and is not muted by check: first the new,
// then the worst.
func markdownGroups(r *Report) []*markdownGroup {
	type key struct {
		check string
		new   bool
	}
	groups := map[key]*markdownGroup{}
	var all []*markdownGroup
	for f := range r.Findings {
		if f.Status != check.StatusFail || f.Muted != nil {
			continue
		}
		k := key{f.Check, f.New}
		g := groups[k]
		if g == nil {
			g = &markdownGroup{rule: f.Rule, new: f.New}
			groups[k] = g
			all = append(all, g)
		}
		if g.n++; len(g.shown) < markdownResources {
			g.shown = append(g.shown, code(shorten(regionally(f.Resource)+clean(f.Message), markdownName)))
		}
	}
	slices.SortStableFunc(all, func(a, b *markdownGroup) int {
		switch {
		case a.new && !b.new:
			return -1
		case b.new && !a.new:
			return 1
		}
		return cmp.Or(cmp.Compare(a.rule.Severity, b.rule.Severity), cmp.Compare(a.rule.Check, b.rule.Check))
	})
	return all
}

func (g *markdownGroup) markdown() string {
	var b strings.Builder
	title := g.rule.Severity.String()
	if g.new {
		title = "new, " + title
	}
	fmt.Fprintf(&b, "<details><summary><b>%s</b> %s: %s <code>%s</code></summary>\n\n", title, words(shorten(clean(g.rule.Title), markdownName)),
		plural(g.n, "resource"), html.EscapeString(clean(g.rule.Check)))
	for _, s := range g.shown {
		b.WriteString("- " + s + "\n")
	}
	if more := g.n - len(g.shown); more > 0 {
		b.WriteString("- and " + count(more) + " more in the artifact\n")
	}
	fmt.Fprintf(&b, "\n<p>How to fix it: %s</p>\n\n</details>\n\n", words(shorten(clean(g.rule.Remediation), 3*markdownName)))
	return b.String()
}

// markdownFrameworks says, in at most so many bytes, how the account stands with
// each framework that the scan was selected by, and which controls do not pass.
func markdownFrameworks(r *Report, most int) string {
	var b strings.Builder
	for i, s := range r.Frameworks {
		passed, of := s.Score()
		head := fmt.Sprintf("<details><summary><code>%s</code>: %s of %s automated controls pass; %s</summary>\n\n",
			html.EscapeString(shorten(clean(s.Name+" "+s.Version), markdownName)), count(passed), count(of),
			strings.Join(append(controlCounts(s), count(s.Manual)+" manual"), ", "))
		const end = "\n</details>\n\n"
		left := (most - b.Len()) / (len(r.Frameworks) - i) // what one leaves, those after it may take
		lines := markdownControls(s, left-len(head)-len(end))
		if b.Len()+len(head)+len(lines)+len(end) > most {
			fmt.Fprintf(&b, "%s more in the artifact.\n\n", plural(len(r.Frameworks)-i, "framework"))
			break
		}
		b.WriteString(head + lines + end)
	}
	return b.String()
}

// markdownControls lists the controls that do not pass: what fails first, then
// what is unknown.
func markdownControls(s Standing, most int) string {
	var b strings.Builder
	var open []ControlStanding
	for _, status := range []check.Status{check.StatusFail, check.StatusUnknown} {
		for _, c := range s.Controls {
			if c.Status == status && len(c.Checks) > 0 {
				open = append(open, c)
			}
		}
	}
	const rest = 200 // bytes of the lines that say what is left out
	for i, c := range open {
		line := fmt.Sprintf("- **%s** %s\n", c.Status, code(shorten(clean(c.ID)+": "+clean(c.why()), markdownName)))
		if b.Len()+len(line)+rest > most {
			fmt.Fprintf(&b, "- and %s more that do not pass, in the artifact\n", count(len(open)-i))
			break
		}
		b.WriteString(line)
	}
	if unseen := s.unseen(); len(unseen) > 0 {
		line := fmt.Sprintf("- **%s** %s of which this scan had no check", check.StatusUnknown, plural(len(unseen), "control"))
		if names := ": " + code(shorten(strings.Join(unseen, ", "), 2*markdownName)); b.Len()+len(line)+len(names) < most {
			line += names
		}
		b.WriteString(line + "\n")
	}
	if b.Len() == 0 {
		return "- nothing fails, and nothing is unknown\n"
	}
	return b.String()
}

// markdownUnread lists what could not be read.
func markdownUnread(b *strings.Builder, r *Report, most int) {
	all := causes(r.Unassessed)
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "<details><summary><b>UNKNOWN</b>: %s not read</summary>\n\n", plural(len(all), "operation"))
	for i, c := range all {
		line := fmt.Sprintf("- %s: %s, so %s could not be judged\n", code(shorten(c.what(), markdownName)), code(string(c.reason)), plural(len(c.checks), "check"))
		if i == markdownCauses || b.Len()+len(line) > most {
			fmt.Fprintf(b, "- and %s more in the artifact\n", count(len(all)-i))
			break
		}
		b.WriteString(line)
	}
	b.WriteString("\n</details>\n")
}

func markdownOutcome(r *Report) string {
	return fmt.Sprintf("Exit code %d: %s.", r.Outcome.ExitCode, strings.Join(why(r), ", "))
}

// code returns a text as code of Markdown, whatever is in it: the marks around
// it are longer than any within.
func code(text string) string {
	text = clean(text)
	if strings.TrimSpace(text) == "" {
		text = "(no name)"
	}
	longest, run := 0, 0
	for _, r := range text {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	marks := strings.Repeat("`", longest+1)
	if longest > 0 {
		return marks + " " + text + " " + marks
	}
	return marks + text + marks
}

// words returns a text as part of a line of HTML, in which GitHub finds neither
// mentions nor references nor links.
func words(text string) string {
	const joiner = "\u2060" // of no width
	return html.EscapeString(strings.NewReplacer("@", "@"+joiner, "#", "#"+joiner, "://", ":"+joiner+"//", "www.", "www"+joiner+".").Replace(text))
}
