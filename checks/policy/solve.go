package policy

import (
	"slices"

	"go4.org/netipx"
)

// A search looks for one request of a caller, for an action on a resource, that
// statements allow and none denies. Strict, it takes only what is sure: what
// it finds is allowed. Otherwise it takes whatever is not ruled out: if it
// finds nothing, nothing is allowed.
type search struct {
	q      *question
	c      *caller
	strict bool
	action string // in lower case

	denials *denials
	atoms   map[string][]*atom // of the statements that may allow, by key; see atomsOf
	spaces  map[string]*space  // of those keys
	// from are the sets of addresses, each too small to be the world, from
	// which requests are allowed.
	from []*netipx.IPSet
}

// state is what is left to choose from.
type state struct {
	left *bound        // the last key that was bound; those that are not there are not yet
	from *netipx.IPSet // nil: any address
}

// bound is what is left of the requests of a key, before those that were bound
// earlier: a search that goes back takes them up again.
type bound struct {
	space  *space
	left   bitset
	before *bound
}

// A bid is what a search needs: the groups of statements of which each has to
// allow, by one of them, and those of which none may deny. The sure ones are
// about the request for certain; the possible ones may be too.
type bid struct {
	sure, possible [][]*clause
	denials        *denials
}

// judge looks for a request that is allowed for sure, and if there is none for
// one that may be. It also returns the sets of addresses, each too small to be
// the world, from which requests are allowed for sure.
func (q *question) judge(c *caller, action string, b bid) (Answer, []*netipx.IPSet) {
	s := &search{
		q: q, c: c, action: action, denials: b.denials,
		atoms: atomsOf(slices.Concat(b.possible...), action), spaces: map[string]*space{},
	}
	s.strict = true
	if s.choose(state{}, b.sure) {
		return Yes, nil
	}
	from := s.from
	s.strict = false
	if s.choose(state{}, b.possible) {
		return Unknown, from
	}
	return No, from
}

// space is the requests that matter as far as a key goes. That of a key which
// only statements that deny are about serves other searches too.
func (s *search) space(key string) *space {
	spaces := s.spaces
	if len(s.atoms[key]) == 0 {
		spaces = s.denials.spaces
	}
	sp, ok := spaces[key]
	if !ok {
		sp = s.q.spaceOf(s.c, key, slices.Concat(s.atoms[key], s.denials.atoms[key]))
		spaces[key] = sp
	}
	return sp
}

// choose takes a statement of each group in turn.
func (s *search) choose(st state, groups [][]*clause) bool {
	if len(groups) == 0 {
		left := s.denials.left(s)
		st.from = s.q.common(st.from, left.from)
		return s.escape(st, left.denies)
	}
	for _, c := range groups[0] {
		if next, ok := s.require(st, c); ok && s.choose(next, groups[1:]) {
			return true
		}
	}
	return false
}

// require makes all of a statement's conditions hold.
func (s *search) require(st state, c *clause) (state, bool) {
	for _, a := range c.atoms {
		var ok bool
		if st, ok = s.bind(st, a, true); !ok {
			return st, false
		}
	}
	return st, true
}

// escape makes a condition of each of the statements not hold.
func (s *search) escape(st state, denies []*clause) bool {
	s.q.steps++
	if s.q.tired() {
		return !s.strict
	}
	if len(denies) == 0 {
		return s.reached(st)
	}
	d := denies[0]
	if d.unread && !s.strict || slices.ContainsFunc(d.atoms, func(a *atom) bool { return s.fails(st, a) }) {
		return s.escape(st, denies[1:])
	}
	for _, a := range d.atoms {
		if next, ok := s.bind(st, a, false); ok && s.escape(next, denies[1:]) {
			return true
		}
	}
	return false
}

// reached reports whether the addresses that are left are enough: any, or so
// many that they are the world.
func (s *search) reached(st state) bool {
	if st.from == nil || s.c.anywhere && len(st.from.Ranges()) > 0 || world(st.from) {
		return true
	}
	s.from = append(s.from, st.from)
	return false
}
