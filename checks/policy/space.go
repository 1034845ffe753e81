package policy

import (
	"slices"
)

// A space is the requests that matter as far as one key goes: enough of them
// that, of all the caller can make, each combination of atoms that can hold
// does so in one. What may be missing has the opaque request stand for it.
type space struct {
	requests []request
	address  bool // the key is the address he comes from, which sets tell better
}

// A request is the values of one key in a request; none if it lacks the key.
type request struct {
	values []string
	maybe  bool // he might be able to make it, or not
	opaque bool // its values are not known
}

// spaceOf makes the space of a key for the atoms about it.
func (q *question) spaceOf(c *caller, key string, atoms []*atom) *space {
	d := c.domain(key)
	s := &space{address: d.address}
	if d.absent || d.doubted {
		s.requests = append(s.requests, request{maybe: !d.absent})
	}
	for _, v := range d.values {
		s.add(v, false)
	}
	globs := q.globs(c, atoms)
	for _, shape := range d.shapes {
		q.instances(s, c, shape, globs)
		if shape.glob.all() {
			s.typed(atoms)
		}
	}
	if d.vague {
		q.borrow(s, c, globs)
	}
	if rule, _ := ruleOf(key); rule.Multi {
		s.all()
	}
	if d.unknown || coarse(atoms, globs) || q.tired() {
		s.requests = append(s.requests, request{maybe: true, opaque: true})
	}
	return s
}

func (s *space) add(value string, maybe bool) {
	for _, r := range s.requests {
		if len(r.values) == 1 && r.values[0] == value && r.maybe == maybe {
			return
		}
	}
	s.requests = append(s.requests, request{values: []string{value}, maybe: maybe})
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

// globs are the patterns that the atoms compare with, each once.
func (q *question) globs(c *caller, atoms []*atom) []glob {
	var all []glob
	seen := map[string]bool{}
	for _, a := range atoms {
		for _, v := range a.values {
			if v.fixed != nil {
				continue
			}
			g, known := v.pattern.resolve(c.lookup)
			if text := g.String(); known == Yes && !seen[text] {
				seen[text] = true
				all = append(all, g)
			}
		}
	}
	return all
}

// coarse reports whether the values that instances finds may not be enough:
// where three patterns may have to match at once, or the number of characters
// matters.
func coarse(atoms []*atom, globs []glob) bool {
	wild, counted := 0, false
	for _, g := range globs {
		if g.wild() && !g.all() {
			wild++
		}
		counted = counted || slices.ContainsFunc(g, func(t token) bool { return t.kind == one })
	}
	positive := 0
	for _, a := range atoms {
		if a.op.negated == (a.effect == Deny) {
			positive++
		}
	}
	return counted && len(globs) > 1 || wild > fewPatterns && positive > 1 || wild > 2 && positive > 2
}

// A truth is in which requests of a space an atom holds, and in which it does
// not; in the others that is not known.
type truth struct{ yes, no bits }

func (q *question) truthOf(a *atom, s *space, c *caller) truth {
	t := truth{yes: newBits(len(s.requests)), no: newBits(len(s.requests))}
	for i, r := range s.requests {
		if q.steps++; r.opaque || q.tired() {
			continue
		}
		switch a.evaluate(r.values, c.lookup) {
		case Yes:
			t.yes.set(i)
		case No:
			t.no.set(i)
		}
	}
	return t
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
