package policy

import (
	"slices"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/internet"
)

// denials are the statements that deny a caller an action at a place, and what
// was found of them: that serves each statement that allows the same.
type denials struct {
	action         string // in lower case
	sure, possible []*clause

	atoms    map[string][]*atom // of the possible ones, by key; see atomsOf
	spaces   map[string]*space  // of the keys that no statement is about that allows
	met      map[bool]*left     // by whether the search was strict
	verdicts map[asking]verdict
}

// left is what is left to look for when the statements are met that deny by
// nothing but where the caller comes from.
type left struct {
	from   *netipx.IPSet // nil: any address
	denies []*clause     // those that leave the least choice first
}

func newDenials(action string, sure, possible []*clause) *denials {
	return &denials{
		action: action, sure: sure, possible: possible,
		atoms: atomsOf(possible, action), spaces: map[string]*space{}, met: map[bool]*left{}, verdicts: map[asking]verdict{},
	}
}

// atomsOf are the conditions of statements on keys that requests for the action
// can have, by key.
func atomsOf(clauses []*clause, action string) map[string][]*atom {
	byKey := map[string][]*atom{}
	for _, c := range clauses {
		for _, a := range c.atoms {
			if a.has(action) {
				byKey[a.key] = append(byKey[a.key], a)
			}
		}
	}
	return byKey
}

// left is what they leave to the search.
func (d *denials) left(s *search) *left {
	if l, ok := d.met[s.strict]; ok {
		return l
	}
	denies := d.sure
	if s.strict {
		denies = d.possible
	}
	l := &left{}
	l.from, l.denies = s.fold(denies)
	slices.SortStableFunc(l.denies, func(a, b *clause) int { return len(a.atoms) - len(b.atoms) })
	d.met[s.strict] = l
	return l
}

// fold takes together the statements that deny by nothing but where the caller
// comes from, and returns the addresses that they leave and the others.
func (s *search) fold(denies []*clause) (from *netipx.IPSet, rest []*clause) {
	var folded []*clause
	for _, d := range denies {
		if len(d.atoms) == 1 && d.atoms[0].has(s.action) && s.space(d.atoms[0].key).address {
			folded = append(folded, d)
		} else {
			rest = append(rest, d)
		}
	}
	if len(folded) < 2 {
		return nil, slices.Clone(denies)
	}
	var b netipx.IPSetBuilder
	b.AddSet(everywhere)
	for _, d := range folded {
		if p := s.q.placeOf(d.atoms[0]); s.strict {
			b.RemoveSet(p.notNo)
		} else {
			b.RemoveSet(p.yes)
		}
	}
	return internet.Built(&b), rest
}
