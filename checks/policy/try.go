package policy

import (
	"strings"

	"go4.org/netipx"
)

// A hit is that a statement lets a caller do some actions at a place.
type hit struct {
	actions bitset // their places in the question's list
	place   string
	answer  Answer
}

// try returns what a statement lets a caller do, and what it may let him do.
func (q *question) try(s *clause, c *caller) []hit {
	about := s.appliesTo(c)
	if about == No {
		return nil
	}
	var hits []hit
	on := q.on(s, c)
	actions := q.covered(s).self // the first place is the target itself
	for i, place := range q.places(s) {
		if i > 0 {
			actions = q.covered(s).part
		}
		if q.steps++; on[i] != No && !actions.empty() {
			hits = append(hits, q.tryAt(s, c, place, about.And(on[i]), actions)...)
		}
	}
	return hits
}

// on is at which of its places a statement is. Only variables make a
// difference between callers.
func (q *question) on(s *clause, c *caller) []Answer {
	if s.at != nil && !q.tells {
		return s.at
	}
	s.at = nil
	for _, place := range q.places(s) {
		s.at = append(s.at, s.on(place, c.lookup))
	}
	return s.at
}

// tryAt tries actions at one place. About is whether the statement is about the
// caller and it.
func (q *question) tryAt(s *clause, c *caller, place string, about Answer, actions bitset) []hit {
	if q.tired() {
		return []hit{{actions, place, Unknown}}
	}
	g := q.groundOf(c, place)
	var hits []hit
	sure, perhaps := newBits(len(q.actions)), newBits(len(q.actions))
	for _, b := range g.batches {
		if !b.actions.meets(actions) {
			continue
		}
		left := actions.and(b.actions).less(g.denied)
		if left.empty() {
			continue
		}
		v := q.verdict(s, c, about, b.denials)
		free := left.less(g.doubted)
		switch v.answer {
		case Yes:
			sure.add(free)
			perhaps.add(left.and(g.doubted))
		case Unknown:
			perhaps.add(left)
		}
		if len(v.from) > 0 && !free.empty() {
			q.narrow = append(q.narrow, narrow{s, c, hit{free, place, Yes}, v.from})
		}
	}
	if !sure.empty() {
		hits = append(hits, hit{sure, place, Yes})
	}
	if !perhaps.empty() {
		hits = append(hits, hit{perhaps, place, Unknown})
	}
	return hits
}

// A verdict is whether a statement lets a caller do something, or from which
// addresses it does.
type verdict struct {
	answer Answer
	from   []*netipx.IPSet // each too small to be the world
}

// verdict says whether the statement lets the caller do what is denied him so.
// About is whether the statement is about him and the place. Of statements with
// the same conditions it is asked once.
func (q *question) verdict(s *clause, c *caller, about Answer, d *denials) verdict {
	if len(s.atoms) == 0 && len(d.possible) == 0 {
		return verdict{answer: about}
	}
	if q.tired() {
		return verdict{answer: Unknown}
	}
	asked := asking{q.conditions(s), about}
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

// asking is what a verdict depends on beside the denials.
type asking struct {
	conditions string
	about      Answer
}

// conditions are those of a statement as one text.
func (q *question) conditions(s *clause) string {
	if s.conditions == "" {
		s.conditions = s.version
		for _, a := range s.atoms {
			s.conditions += listed([]string{a.Operator, a.Key, listed(a.Values)})
		}
	}
	return s.conditions
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
