package report

import (
	"cmp"
	"slices"

	"github.com/yourside/yourside/checks/check"
)

// textLists are the findings that the text shows.
type textLists struct {
	fresh []Finding // fail, and did not at the scan before; worst first
	muted []Finding // fail, and do not count
	rest  []Finding
}

func sortOut(all []Finding) textLists {
	var l textLists
	for _, f := range all {
		switch {
		case f.Muted != nil:
			l.muted = append(l.muted, f)
		case f.New:
			l.fresh = append(l.fresh, f)
		default:
			l.rest = append(l.rest, f)
		}
	}
	slices.SortStableFunc(l.fresh, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Check, b.Check))
	})
	return l
}

// above says how many of a domain stand above it.
func (l textLists) above(d check.Domain) string {
	n := 0
	for _, f := range l.fresh {
		if f.Domain == d {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return "; " + count(n) + " new above"
}

// textFindings says how many findings are new and how many muted, if any are.
func textFindings(p *page, r *Report) {
	text := count(r.Summary.Statuses[check.StatusFail.String()]) + " fail"
	if r.Summary.New > 0 {
		text += ", " + count(r.Summary.New) + " of them new since the last scan"
	}
	if r.Summary.Muted > 0 {
		text += ", " + count(r.Summary.Muted) + " of them muted"
	}
	if r.Summary.New+r.Summary.Muted > 0 {
		p.field("Findings", text)
	}
}

// textNew writes what is new: people know the rest.
func textNew(p *page, fresh []Finding, quiet map[string]bool) {
	if len(fresh) == 0 {
		return
	}
	p.blank()
	title := "New since the last scan:"
	p.put(p.paint(bold, title)+" ", len(title)+1, plural(len(fresh), "finding"))
	for _, findings := range chunksByCheck(fresh) {
		textCheck(p, findings, quiet)
	}
}

// textMuted counts what is muted in a domain, by check and by who accepted it.
func textMuted(p *page, muted []Finding, d check.Domain) {
	for _, findings := range byCheck(muted, d, check.StatusFail) {
		textTitle(p, "MUTED", yellow, findings[0])
		var reasons []string
		n := map[string]int{}
		for _, f := range findings {
			article := "an "
			if f.Muted.By == "baseline" {
				article = "the "
			}
			reason := "by " + article + clean(f.Muted.By) + " until " + clean(f.Muted.Until)
			if f.Muted.Reason != "" {
				reason += ": " + shorten(clean(f.Muted.Reason), 2*longName)
			}
			if n[reason]++; n[reason] == 1 {
				reasons = append(reasons, reason)
			}
		}
		for i, reason := range reasons {
			if i == linesOfOne {
				p.item(6, "and for "+plural(len(reasons)-i, "more reason"))
				break
			}
			p.item(6, plural(n[reason], findings[0].Resource.kind())+" "+reason)
		}
	}
}
