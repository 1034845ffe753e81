package policy

import "go4.org/netipx"

// bind leaves only requests in which the atom holds, or does not.
func (s *search) bind(st state, a *atom, holds bool) (state, bool) {
	if !a.has(s.action) {
		return st, s.accepts(a.evaluate(nil, s.c.lookup), holds)
	}
	if s.space(a.key).address {
		st.from = s.q.common(st.from, s.addresses(a, holds))
		return st, len(st.from.Ranges()) > 0
	}
	sp := s.space(a.key)
	t, left := s.truth(a), s.remaining(st, sp)
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
	return state{left: &bound{sp, left, st.left}, from: st.from}, true
}

// accepts reports whether an answer will do for an atom that has to hold, or
// not to.
func (s *search) accepts(a Answer, holds bool) bool {
	if !holds {
		a = a.Not()
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
	if s.space(a.key).address {
		free := s.addresses(a, false)
		return free.Equal(everywhere) || st.from != nil && st.from.Equal(s.q.common(st.from, free))
	}
	t, left := s.truth(a), s.remaining(st, s.space(a.key))
	if s.strict {
		return !left.empty() && left.less(t.no).empty()
	}
	return left.and(t.yes).empty()
}

// remaining are the requests of a key that are left.
func (s *search) remaining(st state, sp *space) bitset {
	for b := st.left; b != nil; b = b.before {
		if b.space == sp {
			return b.left
		}
	}
	left := newBits(len(sp.requests))
	for i, r := range sp.requests {
		if !r.maybe || !s.strict {
			left.set(i)
		}
	}
	return left
}

func (s *search) truth(a *atom) truth {
	sp := s.space(a.key)
	t, ok := sp.truths[a]
	if !ok {
		t = s.q.truthOf(a, sp, s.c)
		sp.truths[a] = t
	}
	return t
}
