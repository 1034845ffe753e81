package policy

import (
	"slices"
	"strconv"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/internet"
)

// denials are the statements that deny a caller an action at a place, and what
// was found of them: that serves each statement that allows the same.
type denials struct {
	sure, possible []*clause

	about  map[string][]*atom // the conditions of the possible ones, by key
	spaces map[string]*space
	truths map[*atom]truth
	met    map[bool]*left // by whether the search was strict
}

// left is what is left to look for when the statements are met that deny by
// nothing but where the caller comes from.
type left struct {
	from   *netipx.IPSet // nil: any address
	denies []*clause     // those that leave the least choice first
}

func newDenials() *denials {
	return &denials{spaces: map[string]*space{}, truths: map[*atom]truth{}, met: map[bool]*left{}}
}

// space is that of a key that no statement is about that allows.
func (d *denials) space(s *search, key string) *space {
	sp, ok := d.spaces[key]
	if !ok {
		sp = s.q.spaceOf(s.c, key, d.atoms(key, s.action))
		d.spaces[key] = sp
	}
	return sp
}

// atoms are their conditions on a key that requests for the action can have.
func (d *denials) atoms(key, action string) []*atom {
	if d.about == nil {
		d.about = map[string][]*atom{}
		for _, c := range d.possible {
			for _, a := range c.atoms {
				if a.has(action) {
					d.about[a.key] = append(d.about[a.key], a)
				}
			}
		}
	}
	return d.about[key]
}

// atomsOf are the conditions on a key that requests for the action can have.
func (s *clause) atomsOf(key, action string) []*atom {
	var atoms []*atom
	for _, a := range s.atoms {
		if a.key == key && a.has(action) {
			atoms = append(atoms, a)
		}
	}
	return atoms
}

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
	key := strconv.AppendBool(nil, s.strict)
	for _, d := range denies {
		if len(d.atoms) != 1 || !d.atoms[0].has(s.action) || !s.aboutAddress(d.atoms[0]) {
			rest = append(rest, d)
			continue
		}
		folded = append(folded, d)
		key = strconv.AppendInt(append(key, d.source...), int64(d.Index), 10)
	}
	if len(folded) < 2 {
		return nil, slices.Clone(denies)
	}
	if free, ok := s.q.folded[string(key)]; ok {
		return free, rest
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
	free := internet.Built(&b)
	s.q.folded[string(key)] = free
	return free, rest
}

func (s *search) aboutAddress(a *atom) bool {
	sp, _ := s.space(a.key)
	return sp.address
}
