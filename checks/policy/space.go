package policy

import (
	"slices"

	"go4.org/netipx"
)

// A space is the requests that matter as far as one key goes: enough of them
// that, of all the caller can make, each combination of atoms that can hold
// does so in one.
type space struct {
	requests []request
	address  bool    // the key is the address he comes from, which sets tell better
	blurred  []*atom // of which it is not known, in a blurred request, whether they hold
	truths   map[*atom]truth
	added    map[added]bool // see add
}

// A request is the values of one key in a request; none if it lacks the key.
type request struct {
	values  []string
	maybe   bool // he might be able to make it, or not
	opaque  bool // its values are not known
	blurred bool // it stands for others too, of which some atoms say otherwise
}

// spaceOf makes the space of a key for the atoms about it.
func (q *question) spaceOf(c *caller, key string, atoms []*atom) *space {
	d := c.domain(key)
	s := &space{address: d.address, truths: map[*atom]truth{}}
	if d.address {
		return s
	}
	if d.absent || d.doubted {
		s.requests = append(s.requests, request{maybe: !d.absent})
	}
	for _, v := range d.values {
		s.add(v, false)
	}
	complete := true
	for _, shape := range d.shapes {
		complete = q.instances(s, c, shape, atoms) && complete
		if shape.glob.all() {
			s.typed(atoms)
		}
	}
	if d.vague {
		q.borrow(s, c, atoms)
	}
	if rule, _ := ruleOf(key); rule.Multi {
		s.all()
	}
	if len(d.shapes) > 0 {
		s.blur(atoms, complete)
	}
	if d.unknown || q.tired() {
		s.requests = append(s.requests, request{maybe: true, opaque: true})
	}
	return s
}

// added is a request with one value.
type added struct {
	value string
	maybe bool
}

// add adds a request, once.
func (s *space) add(value string, maybe bool) {
	if s.added == nil {
		s.added = map[added]bool{}
	}
	if a := (added{value, maybe}); !s.added[a] {
		s.added[a] = true
		s.requests = append(s.requests, request{values: []string{value}, maybe: maybe})
	}
}

// all adds a request with all values at once.
func (s *space) all() {
	var values []string
	for _, r := range s.requests {
		if !r.maybe {
			values = append(values, r.values...)
		}
	}
	if len(values) > 1 {
		s.requests = append(s.requests, request{values: values})
	}
}

// blur adds requests that stand for those that were not made: where the number
// of characters matters to an atom, or combinations of patterns are left out.
func (s *space) blur(atoms []*atom, complete bool) {
	for _, a := range atoms {
		if a.counts() && len(atoms) > 1 || !complete && a.positive() {
			s.blurred = append(s.blurred, a)
		}
	}
	if len(s.blurred) == 0 {
		return
	}
	for _, r := range slices.Clone(s.requests) {
		if len(r.values) > 0 {
			r.maybe, r.blurred = true, true
			s.requests = append(s.requests, r)
		}
	}
}

// A truth is in which requests of a space an atom holds, and in which it does
// not; in the others that is not known.
type truth struct{ yes, no bitset }

func (q *question) truthOf(a *atom, s *space, c *caller) truth {
	t := truth{yes: newBits(len(s.requests)), no: newBits(len(s.requests))}
	holds := a.in(c.lookup)
	for i, r := range s.requests {
		if q.steps++; r.opaque || q.tired() || r.blurred && slices.Contains(s.blurred, a) {
			continue
		}
		switch holds(r.values) {
		case Yes:
			t.yes.set(i)
		case No:
			t.no.set(i)
		}
	}
	return t
}

// common is what is in both sets, which searches ask for again and again.
func (q *question) common(a, b *netipx.IPSet) *netipx.IPSet {
	key := [2]*netipx.IPSet{a, b}
	both, ok := q.meet[key]
	if !ok {
		both = common(a, b)
		q.meet[key] = both
	}
	return both
}

// placeOf is where a condition on the caller's address holds.
func (q *question) placeOf(a *atom) place {
	p, ok := q.where[a]
	if !ok {
		p = a.place()
		q.where[a] = p
	}
	return p
}
