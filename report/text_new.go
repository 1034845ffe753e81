package report

import (
	"cmp"
	"slices"

	"github.com/yourside/yourside/checks/check"
)

// textParts are the findings as the text has them. They come in another order
// than they are written in, and are gone over once.
type textParts struct {
	fresh []*folding // fail, and did not at the scan before; worst first
	news  map[check.Domain]int
	rest  map[section]*page
	muted map[check.Domain][]*muting
}

// A section is a part of the text: what has one status in a domain.
type section struct {
	domain check.Domain
	status check.Status
}

// parts folds the findings of the statuses that are shown, check by check in the
// order of the report: worst first.
func (s Style) parts(r *Report, shown []check.Status) textParts {
	parts := textParts{news: map[check.Domain]int{}, rest: map[section]*page{}, muted: map[check.Domain][]*muting{}}
	quiet := r.use.unused()
	folded := map[check.Status]*folding{} // of one check
	var fresh *folding
	var muted *muting
	flush := func() {
		for _, g := range folded {
			at := section{g.Domain, g.status}
			if parts.rest[at] == nil {
				parts.rest[at] = newPage(s)
			}
			textCheck(parts.rest[at], g)
		}
		if fresh != nil {
			parts.fresh = append(parts.fresh, fresh)
			parts.news[fresh.Domain] += fresh.n
		}
		if muted != nil {
			parts.muted[muted.Domain] = append(parts.muted[muted.Domain], muted)
		}
		clear(folded)
		fresh, muted = nil, nil
	}
	last := ""
	for f := range r.Findings {
		if f.Check != last {
			flush()
			last = f.Check
		}
		switch {
		case !slices.Contains(shown, f.Status):
		case f.Muted != nil:
			if muted == nil {
				muted = &muting{Rule: f.Rule, kind: f.Resource.kind(), n: map[string]int{}}
			}
			muted.add(f.Muted)
		case f.New:
			if fresh == nil {
				fresh = newFolding(f.Rule, f.Status)
			}
			fresh.add(f, quiet)
		default:
			if folded[f.Status] == nil {
				folded[f.Status] = newFolding(f.Rule, f.Status)
			}
			folded[f.Status].add(f, quiet)
		}
	}
	flush()
	slices.SortStableFunc(parts.fresh, func(a, b *folding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Check, b.Check))
	})
	return parts
}

// above says how many of a domain stand above it.
func (t textParts) above(d check.Domain) string {
	if t.news[d] == 0 {
		return ""
	}
	return "; " + count(t.news[d]) + " new above"
}

// writeFresh writes what is new: people know the rest.
func (t textParts) writeFresh(p *page) {
	n := 0
	for _, g := range t.fresh {
		n += g.n
	}
	if n == 0 {
		return
	}
	p.blank()
	title := "New since the last scan:"
	p.put(p.paint(bold, title)+" ", len(title)+1, plural(n, "finding"))
	for _, g := range t.fresh {
		textCheck(p, g)
	}
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

// A muting counts what is muted of a check, by who accepted it.
type muting struct {
	*Rule
	kind    string
	reasons []string
	n       map[string]int
}

func (m *muting) add(by *Muted) {
	article := "an "
	if by.By == "baseline" {
		article = "the "
	}
	reason := "by " + article + clean(by.By) + " until " + clean(by.Until)
	if by.Reason != "" {
		reason += ": " + shorten(clean(by.Reason), 2*longName)
	}
	if m.n[reason]++; m.n[reason] == 1 {
		m.reasons = append(m.reasons, reason)
	}
}

func (m *muting) write(p *page) {
	textTitle(p, "MUTED", yellow, m.Rule)
	for i, reason := range m.reasons {
		if i == linesOfOne {
			p.item(6, "and for "+plural(len(m.reasons)-i, "more reason"))
			break
		}
		p.item(6, plural(m.n[reason], m.kind)+" "+reason)
	}
}
