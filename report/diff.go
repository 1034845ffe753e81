package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Differences are those of the accounts of two sets of reports, with how the
// comparison ended.
type Differences struct {
	SchemaVersion string       `json:"schema_version"`
	Tool          Tool         `json:"tool"`
	Outcome       DiffOutcome  `json:"outcome"`
	Accounts      []Difference `json:"accounts"`
}

// DiffOutcome says why a comparison ended with its exit code.
type DiffOutcome struct {
	ExitCode int    `json:"exit_code"`
	FailOn   string `json:"fail_on"`
	Failing  int    `json:"failing"` // new findings that fail at or above it and are not muted
}

// JSON writes the differences as report/schema/diff.schema.json says.
func (d *Differences) JSON(w io.Writer) error { return encode(w, d, indent) }

// A part is one of the lists of a difference.
type part struct {
	title   string
	changes []Change
	// told is whether the message is that of what is after; otherwise why it is
	// in the list says more.
	told bool
}

func (d *Difference) parts() []part {
	return []part{
		{"New", d.New, true}, {"Changed", d.Changed, true}, {"Fixed", d.Fixed, false}, {"No longer assessable", d.Unassessable, false},
	}
}

// counts returns "3 new, 2 fixed, 1 changed, 4 no longer assessable".
func (d *Difference) counts() string {
	var all []string
	for _, p := range d.parts() {
		all = append(all, count(len(p.changes))+" "+strings.ToLower(p.title))
	}
	return strings.Join(all, ", ")
}

// text returns when the scan was, and how much of it there is.
func (s Side) text() string {
	if s.Scan == "" {
		return "no scan of the account"
	}
	text := fmt.Sprintf("%s, %s", s.Started, plural(s.Checks, "check"))
	if !s.Complete {
		text += ", incomplete"
	}
	return text
}

func (d *Differences) verdict() string {
	text := "no new finding fails"
	switch o := d.Outcome; {
	case o.FailOn == "none":
		return fmt.Sprintf("Exit code %d.", o.ExitCode)
	case o.Failing == 1:
		text = "1 new finding fails"
	case o.Failing > 1:
		text = count(o.Failing) + " new findings fail"
	}
	return fmt.Sprintf("Exit code %d: %s at %s or worse.", d.Outcome.ExitCode, text, d.Outcome.FailOn)
}

// byCheckOf returns changes as findings that say what there is to say of them, a
// slice for each check in the order of the reports.
func (p part) byCheck() [][]Finding {
	var groups [][]Finding
	for _, c := range p.changes {
		f := *c.finding()
		switch {
		case !p.told && c.Why == whyPasses:
		case !p.told:
			f.Message = c.Why
		case c.Why != whyNotThere && c.Why != whyPassed:
			f.Message += " (" + c.Why + ")"
		}
		if f.Muted != nil {
			f.Message += ", muted until " + f.Muted.Until
		}
		if last := len(groups) - 1; last >= 0 && groups[last][0].Check == f.Check {
			groups[last] = append(groups[last], f)
			continue
		}
		groups = append(groups, []Finding{f})
	}
	return groups
}

// Differences writes them for a person.
func (s Style) Differences(w io.Writer, d *Differences) error {
	p := newPage(s)
	for i := range d.Accounts {
		if i > 0 {
			p.blank()
		}
		textDifference(p, &d.Accounts[i])
	}
	p.blank()
	p.item(0, d.verdict())
	_, err := io.WriteString(w, p.String())
	return err
}

func textDifference(p *page, d *Difference) {
	account := clean(d.Account)
	if d.Alias != "" {
		account += " (" + clean(d.Alias) + ")"
	}
	p.field("Account", account)
	p.field("Before", clean(d.Before.text()))
	p.field("After", clean(d.After.text()))
	p.field("Result", d.counts())
	for _, list := range d.parts() {
		if len(list.changes) == 0 {
			continue
		}
		p.blank()
		p.put(p.paint(bold, list.title+":")+" ", len(list.title)+2, count(len(list.changes)))
		for _, findings := range list.byCheck() {
			textChanges(p, findings)
		}
	}
}

// textChanges writes the changes of one check.
func textChanges(p *page, findings []Finding) {
	f := findings[0]
	p.put("  "+p.paint(severityColor(f.Severity), fmt.Sprintf("%-8s", f.Severity))+"  ", 12, clean(f.Title)+" ["+clean(f.Check)+"]")
	folded := newFolding(f.Rule, f.Status)
	for _, f := range findings {
		folded.add(f, nil)
	}
	folded.write(p)
}

// changesOfOne is how many changes of one list Markdown names: a comment on a pull
// request is short, and the JSON has them all.
const changesOfOne = 50

// Markdown writes them for a comment on a pull request or the summary of a job.
func (d *Differences) Markdown(w io.Writer) error {
	var b bytes.Buffer
	for i := range d.Accounts {
		one := &d.Accounts[i]
		fmt.Fprintf(&b, "### AWS account %s: %s\n\n", inMarkdown(strings.TrimSpace(one.Account+" "+one.Alias)), one.counts())
		fmt.Fprintf(&b, "From the scan of %s to that of %s.\n\n", inMarkdown(one.Before.text()), inMarkdown(one.After.text()))
		for _, list := range one.parts() {
			markdownList(&b, list)
		}
	}
	fmt.Fprintf(&b, "%s\n", d.verdict())
	_, err := w.Write(b.Bytes())
	return err
}

func markdownList(b *bytes.Buffer, list part) {
	if len(list.changes) == 0 {
		return
	}
	fmt.Fprintf(b, "**%s: %s**\n\n| severity | check | region | resource | |\n|---|---|---|---|---|\n", list.title, count(len(list.changes)))
	// Of many the worst are named, of whatever domain.
	all := slices.Concat(list.byCheck()...)
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	for _, f := range all[:min(changesOfOne, len(all))] {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", f.Severity, inCode(f.Check), inMarkdown(region(f.Resource.Region)),
			inMarkdown(shorten(f.Resource.label(), longName)), inMarkdown(shorten(clean(f.Message), 300)))
	}
	if more := len(all) - changesOfOne; more > 0 {
		fmt.Fprintf(b, "\nand %s more\n", count(more))
	}
	b.WriteString("\n")
}

// inMarkdown returns a text that Markdown shows as it is: names come from
// strangers, and would be links, images, mentions or cells.
func inMarkdown(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@' || r == ':' || r == '#' || r == '.':
			// No escape holds against mentions and bare links, but an entity.
			fmt.Fprintf(&b, "&#%d;", r)
		case strings.ContainsRune("\\`*_[]()!|~$", r):
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// inCode returns the ID of a check, which another's report may have made up.
func inCode(id string) string {
	if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return inMarkdown(id)
	}
	return "`" + id + "`"
}
