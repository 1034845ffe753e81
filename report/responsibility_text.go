package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// Responsibility writes the ledgers for a person.
func (s Style) Responsibility(w io.Writer, rs Responsibilities) error {
	p := newPage(s)
	for i, r := range rs.Reports {
		if i > 0 {
			p.blank()
		}
		textLedger(p, r, rs.Known)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

func textLedger(p *page, r *Report, known int) {
	l := Responsibility(r)
	account := clean(r.Scan.account())
	if r.Scan.Alias != "" {
		account += " (" + clean(r.Scan.Alias) + ")"
	}
	p.field("Account", account)
	scan := clean(r.Scan.ID)
	if !r.Scan.Complete {
		scan += ", incomplete: what could not be read is unknown, and never good"
	}
	p.field("Scan", scan)
	checks := count(len(r.Scan.Checks))
	if len(r.Scan.Checks) < known {
		checks += " of " + count(known) + ": what the others ask about is not judged, or not here"
	}
	p.field("Checks", checks)
	p.field("Yours", l.tally())
	p.blank()
	p.item(0, "Each layer says whose it is (AWS's, yours, or of both: AWS runs what you set), and how your part stands.")
	for _, class := range Classes {
		textClass(p, l, class)
	}
	textLacking(p, l.lacking())
	p.blank()
	p.item(0, "AWS shows how it does its part in AWS Artifact: the reports of its auditors.")
	if len(l.Absent) > 0 {
		p.item(0, "Looked for and not found: "+strings.Join(l.Absent, ", ")+".")
	}
	if len(l.Unsorted) > 0 {
		names := make([]string, len(l.Unsorted))
		for i, name := range l.Unsorted {
			names[i] = clean(name)
		}
		p.item(0, "Not sorted, as their class is not known: "+p.list(names, 2*p.width)+".")
	}
}

// tally returns "64 parts: 20 bad, 3 unknown, 30 good, 11 not judged".
func (l Ledger) tally() string {
	n, all := map[State]int{}, 0
	for _, s := range l.Services {
		for _, p := range s.Parts {
			if p.State != NotTheirs {
				n[p.State]++
				all++
			}
		}
	}
	var parts []string
	for _, state := range []State{Bad, Unknown, Good, Accepted, NotArising, NotJudged, Outside} {
		if n[state] > 0 {
			parts = append(parts, count(n[state])+" "+stateTexts[state])
		}
	}
	return strings.TrimSuffix(plural(all, "part")+": "+strings.Join(parts, ", "), ": ")
}

var stateTexts = map[State]string{
	Bad: "bad", Unknown: "unknown", Good: "good", Accepted: "accepted", NotArising: "n/a", NotJudged: "not judged", Outside: "outside",
}

var ownerTexts = map[Owner]string{Nobody: "none", AWS: "AWS", Both: "both", Customer: "you"}

// The columns of a part: its owner, its layer, its state, and what was counted.
const (
	ledgerOwner = 4
	ledgerLayer = ledgerOwner + 6
	ledgerState = ledgerLayer + 30
	ledgerCount = ledgerState + 12
)

func textClass(p *page, l Ledger, class Class) {
	begun := false
	for _, s := range l.Services {
		if s.Class != class {
			continue
		}
		p.blank()
		if !begun {
			begun = true
			p.item(0, p.paint(bold, classTexts[class]))
			p.blank()
		}
		title := s.Title
		if s.Unlisted {
			title += " (could not be listed: what is there is not known)"
		}
		p.item(2, p.paint(bold, title))
		textOthers(p, AWS, s.Parts)
		for i, part := range s.Parts {
			if part.State != NotTheirs {
				textPart(p, Layers[i], part)
			}
		}
		textOthers(p, Nobody, s.Parts)
	}
}

// textOthers writes which parts are wholly somebody else's.
func textOthers(p *page, o Owner, parts []Part) {
	var titles []string
	for i, part := range parts {
		if part.all(o) {
			titles = append(titles, strings.ReplaceAll(Layers[i].Title(), " ", glue))
		}
	}
	if len(titles) == 0 {
		return
	}
	p.put(fmt.Sprintf("%*s%-*s", ledgerOwner, "", ledgerLayer-ledgerOwner, ownerTexts[o]), ledgerLayer, strings.Join(titles, ", "))
}

// textPart writes a part of the customer's, and the checks that keep it from
// being good.
func textPart(p *page, l Layer, part Part) {
	state := stateTexts[part.State]
	fill := strings.Repeat(" ", ledgerCount-ledgerState-len(state))
	if color := stateColor(part.State); color != "" {
		state = p.paint(color, state)
	}
	p.put(fmt.Sprintf("%*s%-*s%-*s", ledgerOwner, "", ledgerLayer-ledgerOwner, ownerTexts[part.Owner], ledgerState-ledgerLayer, l.Title())+
		state+fill, ledgerCount, part.counts())
	for _, list := range []struct {
		title string
		ids   []string
	}{{"fails", part.Failing}, {"unknown", part.Unknown}} {
		if len(list.ids) == 0 {
			continue
		}
		ids := make([]string, len(list.ids))
		for i, id := range list.ids {
			ids[i] = clean(id)
		}
		prefix := fmt.Sprintf("%*s%s: ", ledgerLayer, "", list.title)
		p.put(prefix, len(prefix), p.list(ids, p.width-len(prefix)))
	}
}

// stateColor is the colour of what is to be looked at; the rest has none.
func stateColor(s State) string {
	switch s {
	case Bad:
		return boldRed
	case Unknown:
		return yellow
	case NotTheirs, Good, Accepted, NotArising, NotJudged, Outside:
	}
	return ""
}

// counts returns "2 fail, 1 muted, 3 unknown, 40 pass", or why there is nothing
// to count.
func (p Part) counts() string {
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, count(n)+glue+what)
		}
	}
	add(p.Statuses[check.StatusFail]-p.Muted, "fail")
	add(p.Muted, "muted")
	add(p.Statuses[check.StatusUnknown], "unknown")
	add(p.Statuses[check.StatusPass], "pass")
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ", ")
	case p.State == Outside:
		return "no API tells"
	case p.State == NotArising:
		return "no question arises"
	}
	return "no verdict"
}

// textLacking writes what to bring for the parts that no check judges.
func textLacking(p *page, lacking map[Layer][]string) {
	if len(lacking) == 0 {
		return
	}
	p.blank()
	p.item(0, p.paint(bold, "What to bring for your parts that are outside or not judged"))
	for _, l := range slices.Sorted(maps.Keys(lacking)) {
		p.blank()
		p.item(2, l.Title()+": "+l.Evidence())
		p.item(4, "for "+strings.Join(lacking[l], ", "))
	}
}
