package policy

import (
	"maps"
	"strconv"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/internet"
)

// bind leaves only requests in which the atom holds, or does not.
func (s *search) bind(st state, a *atom, holds bool) (state, bool) {
	if !a.has(s.action) {
		return st, s.accepts(a.evaluate(nil, s.c.lookup), holds)
	}
	if s.spaces[a.key].address {
		st.from = common(st.from, s.addresses(a, holds))
		return st, len(st.from.Ranges()) > 0
	}
	t, left := s.truth(a), s.remaining(st, a.key)
	good, bad := t.yes, t.no
	if !holds {
		good, bad = bad, good
	}
	if s.strict {
		left = left.and(good)
	} else {
		left = left.less(bad)
	}
	if left.empty() {
		return st, false
	}
	next := state{left: make(map[string]bits, len(st.left)+1), from: st.from}
	maps.Copy(next.left, st.left)
	next.left[a.key] = left
	return next, true
}

// accepts reports whether an answer will do for an atom that has to hold, or
// not to.
func (s *search) accepts(a Answer, holds bool) bool {
	if !holds {
		a = a.opposite()
	}
	return a == Yes || a == Unknown && !s.strict
}

// addresses are those from which the atom holds, or does not.
func (s *search) addresses(a *atom, holds bool) *netipx.IPSet {
	p := s.q.placeOf(a)
	switch {
	case holds && s.strict:
		return p.yes
	case holds:
		return p.notNo
	case s.strict:
		return p.no
	}
	return p.notYes
}

// fails reports whether the atom does not hold in any request that is left, so
// that its statement is out of the way at no price.
func (s *search) fails(st state, a *atom) bool {
	if !a.has(s.action) {
		return s.accepts(a.evaluate(nil, s.c.lookup), false)
	}
	if s.spaces[a.key].address {
		free := s.addresses(a, false)
		return free.Equal(everywhere) || st.from != nil && st.from.Equal(common(st.from, free))
	}
	t, left := s.truth(a), s.remaining(st, a.key)
	if s.strict {
		return !left.empty() && left.less(t.no).empty()
	}
	return left.and(t.yes).empty()
}

// remaining are the requests of a key that are left.
func (s *search) remaining(st state, key string) bits {
	if left, ok := st.left[key]; ok {
		return left
	}
	sp := s.spaces[key]
	left := newBits(len(sp.requests))
	for i, r := range sp.requests {
		if !r.maybe || !s.strict {
			left.set(i)
		}
	}
	return left
}

func (s *search) truth(a *atom) truth {
	t, ok := s.truths[a]
	if !ok {
		t = s.q.truthOf(a, s.spaces[a.key], s.c)
		s.truths[a] = t
	}
	return t
}

// fold takes together the statements that deny by nothing but where the caller
// comes from, and returns the others.
func (s *search) fold(st state, denies []*clause) (state, []*clause) {
	var rest, folded []*clause
	key := strconv.AppendBool(nil, s.strict)
	for _, d := range denies {
		if len(d.atoms) != 1 || !d.atoms[0].has(s.action) || !s.spaces[d.atoms[0].key].address {
			rest = append(rest, d)
			continue
		}
		folded = append(folded, d)
		key = strconv.AppendInt(append(key, d.source...), int64(d.Index), 10)
	}
	if len(folded) < 2 {
		return st, denies
	}
	free, ok := s.q.folded[string(key)]
	if !ok {
		var b netipx.IPSetBuilder
		b.AddSet(everywhere)
		for _, d := range folded {
			if p := s.q.placeOf(d.atoms[0]); s.strict {
				b.RemoveSet(p.notNo)
			} else {
				b.RemoveSet(p.yes)
			}
		}
		free = internet.Built(&b)
		s.q.folded[string(key)] = free
	}
	st.from = common(st.from, free)
	return st, rest
}
