package policy

import (
	"iter"
	"slices"
	"strings"

	"go4.org/netipx"
)

// A hit is that a statement lets a caller do some actions at a place.
type hit struct {
	actions bitset // their places in the question's list
	place   int    // its number
	answer  Answer
}

// tries returns the grants of a statement to callers who are the same somebody.
// When one of them may do all that it is about, the others add nothing. What
// those like them are let do is known from then on.
func (q *question) tries(s *clause, to string, callers iter.Seq[*caller]) []Grant {
	if s.tried == nil {
		s.tried, s.given = map[string][]hit{}, map[string][]Grant{}
	}
	var hits []hit
	var seen []string
	for c := range callers {
		sign := q.signature(c, []*clause{s})
		if slices.Contains(seen, sign) {
			continue
		}
		seen = append(seen, sign)
		more, ok := s.tried[sign]
		if !ok {
			more = q.try(s, c)
			s.tried[sign] = more
		}
		if hits = append(hits, more...); q.whole(s, more) {
			break
		}
	}
	who := to + listed(seen)
	grants, ok := s.given[who]
	if !ok {
		grants = q.granted(s, to, hits)
		s.given[who] = grants
	}
	return grants
}

// granted are the grants to somebody that hits make.
func (q *question) granted(s *clause, to string, hits []hit) []Grant {
	found := tally{}
	found.add(q, to, hits)
	return found.grants(q, s)
}

// whole reports whether hits are all that a statement is about.
func (q *question) whole(s *clause, hits []hit) bool {
	if len(hits) == 0 || s.fixed == nil {
		return false
	}
	covered, next := q.covered(s), 0
	actions := covered.self
	for i, on := range s.at {
		if i > 0 {
			actions = covered.part
		}
		if on == No || actions.empty() {
			continue
		}
		if next == len(hits) || hits[next].answer != Yes || !actions.less(hits[next].actions).empty() {
			return false
		}
		next++
	}
	return next == len(hits)
}

// try returns what a statement lets a caller do, and what it may let him do.
func (q *question) try(s *clause, c *caller) []hit {
	about := s.appliesTo(c)
	if about == No {
		return nil
	}
	on := q.on(s, c)
	hits := make([]hit, 0, len(on))
	actions := q.covered(s).self // the first place is the target itself
	for i, place := range q.places(s) {
		if i > 0 {
			actions = q.covered(s).part
		}
		if q.steps++; on[i] != No && !actions.empty() {
			hits = q.tryAt(hits, s, c, place, about.And(on[i]), actions)
		}
	}
	return hits
}

// on is at which of its places a statement is. Only variables make a
// difference between callers.
func (q *question) on(s *clause, c *caller) []Answer {
	if s.at != nil && s.fixed != nil {
		return s.at
	}
	e := s.extent(q.meets(c).look)
	s.at = make([]Answer, 0, len(q.places(s)))
	for _, place := range q.places(s) {
		s.at = append(s.at, e.on(q.arns[place], q.marks[place]))
	}
	return s.at
}

// tryAt adds the hits of actions at one place. About is whether the statement
// is about the caller and it.
func (q *question) tryAt(hits []hit, s *clause, c *caller, place int, about Answer, actions bitset) []hit {
	switch {
	case q.tired():
		return append(hits, hit{actions, place, Unknown})
	case len(s.atoms) == 0 && len(q.denies) == 0:
		return append(hits, hit{actions, place, about})
	}
	g := q.groundOf(c, place)
	asked := asking{q.wants(s), about, &actions[0]}
	o := g.outcomes[asked]
	if o == nil {
		o = q.outcome(s, c, g, about, actions)
		g.outcomes[asked] = o
	}
	if !o.sure.empty() {
		hits = append(hits, hit{o.sure, place, Yes})
	}
	if !o.perhaps.empty() {
		hits = append(hits, hit{o.perhaps, place, Unknown})
	}
	for _, n := range o.narrow {
		q.narrow = append(q.narrow, narrow{s, c, hit{n.actions, place, Yes}, n.from})
	}
	return hits
}

// An outcome is which actions a statement allows on some ground.
type outcome struct {
	sure, perhaps bitset
	narrow        []outlet
}

// An outlet is actions that are allowed from some addresses.
type outlet struct {
	actions bitset
	from    []*netipx.IPSet // each too small to be the world
}

// asking is what an outcome and a verdict depend on beside ground and denials:
// statements that are the same in it are asked about once.
type asking struct {
	wants   int
	about   Answer
	actions *uint64 // the set's, for an outcome
}

func (q *question) outcome(s *clause, c *caller, g *ground, about Answer, actions bitset) *outcome {
	o := &outcome{sure: newBits(len(q.actions)), perhaps: newBits(len(q.actions))}
	for _, b := range g.batches {
		if !b.actions.meets(actions) {
			continue
		}
		left := actions.and(b.actions)
		left.remove(g.denied)
		if left.empty() {
			continue
		}
		v := q.verdict(s, c, about, b.denials)
		switch v.answer {
		case Yes:
			o.sure.add(left)
		case Unknown:
			o.perhaps.add(left)
		}
		if len(v.from) > 0 {
			o.narrow = append(o.narrow, outlet{left.less(g.doubted), v.from})
		}
	}
	if o.sure.meets(g.doubted) {
		o.perhaps.add(o.sure.and(g.doubted))
		o.sure.remove(g.doubted)
	}
	return o
}

// A verdict is whether a statement lets a caller do something, or from which
// addresses it does.
type verdict struct {
	answer Answer
	from   []*netipx.IPSet // each too small to be the world
}

// verdict says whether the statement lets the caller do what is denied him so.
// About is whether the statement is about him and the place.
func (q *question) verdict(s *clause, c *caller, about Answer, d *denials) verdict {
	if q.tired() {
		return verdict{answer: Unknown}
	}
	if len(s.atoms) == 0 && len(d.possible) == 0 {
		return verdict{answer: about}
	}
	asked := asking{wants: q.wants(s), about: about}
	v, ok := d.verdicts[asked]
	if !ok {
		all := bid{possible: [][]*clause{{s}}, sure: [][]*clause{nil}, denials: d}
		if about == Yes {
			all.sure = all.possible
		}
		v.answer, v.from = q.judge(c, d.action, all)
		d.verdicts[asked] = v
	}
	return v
}

// wants numbers what a statement's conditions are.
func (q *question) wants(s *clause) int {
	if s.wants > 0 {
		return s.wants
	}
	parts := []string{s.version}
	for _, a := range s.atoms {
		parts = append(parts, a.Operator, a.Key, listed(a.Values))
	}
	text := listed(parts)
	n, ok := q.wanted[text]
	if !ok {
		n = len(q.wanted) + 1
		q.wanted[text] = n
	}
	s.wants = n
	return n
}

// assumes reports whether one of the hits is of a role.
func (q *question) assumes(hits []hit) Answer {
	return anyOf(hits, func(h hit) Answer {
		for i := range h.actions.all() {
			if strings.HasPrefix(q.actions[i].lower, "sts:assumerole") {
				return h.answer
			}
		}
		return No
	})
}
