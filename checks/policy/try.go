package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go4.org/netipx"
)

// A hit is that a statement lets a caller do some actions at a place.
type hit struct {
	actions []int // their places in the question's list
	place   string
	answer  Answer
}

// A batch is actions of which the same can be said: the same statements deny
// them, and their requests have the same keys.
type batch struct {
	self   []int // of them, those that are done to the target itself
	part   []int // and those that are done to its parts
	lower  string
	kind   int // see kinds
	denies []*clause
}

// A scene is who does what kind of actions where.
type scene struct {
	caller *caller
	kind   int
	place  string
}

// try returns what a statement lets a caller do, and what it may let him do.
func (q *question) try(s *clause, c *caller) []hit {
	about := s.appliesTo(c)
	if about == No {
		return nil
	}
	var hits []hit
	batches := q.batches(s)
	for i, place := range q.places(s) {
		on := s.on(place, c.lookup)
		if q.steps++; on == No {
			continue
		}
		for _, b := range batches {
			actions := b.part
			if i == 0 {
				actions = b.self
			}
			if len(actions) == 0 {
				continue
			}
			answer, from := q.decide(s, c, about.And(on), b, place)
			if answer != No {
				hits = append(hits, hit{actions, place, answer})
			}
			for _, set := range from {
				q.narrow = append(q.narrow, narrow{s, c, b.lower, hit{actions, place, Yes}, set})
			}
		}
	}
	return hits
}

// against is whether each of the statements that deny is about the caller.
func (q *question) against(c *caller) []Answer {
	if about, ok := q.denied[c]; ok {
		return about
	}
	about := make([]Answer, len(q.denies))
	for i, d := range q.denies {
		about[i] = d.appliesTo(c)
	}
	q.denied[c] = about
	return about
}

// coverage is the actions that statements with the same elements are about.
type coverage struct {
	actions []int
	batches []*batch // see batches
}

func (q *question) covered(s *clause) *coverage {
	if s.covered != nil {
		return s.covered
	}
	key := fmt.Sprint(s.unread, s.NotAction != nil, listed(s.Action), listed(s.NotAction))
	c, ok := q.about[key]
	if !ok {
		c = &coverage{}
		for i, a := range q.actions {
			if s.does(a.lower) {
				c.actions = append(c.actions, i)
			}
		}
		q.about[key] = c
	}
	s.covered = c
	return c
}

// listed is a list as one text, which no other list has.
func listed(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(strconv.Itoa(len(t)) + ":" + t)
	}
	return b.String()
}

// kinds numbers the actions such that two with one number are the same to every
// statement: it is about both or neither, and so are the keys of its conditions.
func (q *question) kinds() []int {
	if q.kind != nil {
		return q.kind
	}
	q.kind = make([]int, len(q.actions))
	next := 1
	split := func(actions []int) {
		moved := map[int]int{}
		for _, i := range actions {
			if moved[q.kind[i]] == 0 {
				moved[q.kind[i]] = next
				next++
			}
			q.kind[i] = moved[q.kind[i]]
		}
	}
	for _, c := range q.clauses() {
		if actions := q.covered(c).actions; len(actions) < len(q.actions) {
			split(actions)
		}
		for _, a := range c.atoms {
			if a.only != nil {
				split(slices.DeleteFunc(slices.Clone(q.covered(c).actions), func(i int) bool { return !a.has(q.actions[i].lower) }))
			}
		}
	}
	return q.kind
}

// batches sorts the actions that a statement is about.
func (q *question) batches(s *clause) []*batch {
	covered := q.covered(s)
	if covered.batches != nil {
		return covered.batches
	}
	order := []*batch{}
	byKind := map[int]*batch{}
	for _, i := range covered.actions {
		kind := q.kinds()[i]
		b := byKind[kind]
		if b == nil {
			b = &batch{lower: q.actions[i].lower, kind: kind}
			b.denies = q.denying(kind, i)
			byKind[kind] = b
			order = append(order, b)
		}
		if q.actions[i].self {
			b.self = append(b.self, i)
		}
		if q.actions[i].part {
			b.part = append(b.part, i)
		}
	}
	covered.batches = order
	return order
}

// denying are the statements that deny a kind of actions, of which one is
// given.
func (q *question) denying(kind, action int) []*clause {
	denies, ok := q.deniers[kind]
	if !ok {
		for _, d := range q.denies {
			if _, does := slices.BinarySearch(q.covered(d).actions, action); does {
				denies = append(denies, d)
			}
		}
		q.deniers[kind] = denies
	}
	return denies
}

// decide says whether the statement lets the caller do the actions at the
// place, or from which addresses it does. About is whether the statement is
// about him and it.
func (q *question) decide(s *clause, c *caller, about Answer, b *batch, place string) (Answer, []*netipx.IPSet) {
	if q.tired() {
		return Unknown, nil
	}
	if len(s.atoms) == 0 && len(b.denies) == 0 {
		return about, nil
	}
	all := bid{possible: [][]*clause{{s}}, sure: [][]*clause{nil}, denials: q.denialsOf(c, b, place)}
	if len(s.atoms) == 0 && len(all.denials.possible) == 0 {
		return about, nil
	}
	if about == Yes {
		all.sure = all.possible
	}
	return q.judge(c, b.lower, all)
}

// denialsOf are the statements that deny a caller actions at a place.
func (q *question) denialsOf(c *caller, b *batch, place string) *denials {
	key := scene{c, b.kind, place}
	if d, ok := q.scenes[key]; ok {
		return d
	}
	var sure, possible []*clause
	against, on := q.against(c), q.deniedAt(c, place)
	for _, deny := range b.denies {
		is := against[deny.number].And(on[deny.number])
		if is != No {
			possible = append(possible, deny)
		}
		if is == Yes {
			sure = append(sure, deny)
		}
	}
	d := newDenials(b.lower, sure, possible)
	q.scenes[key] = d
	return d
}

// deniedAt is whether each of the statements that deny is about a place. Only
// variables make a difference between callers.
func (q *question) deniedAt(c *caller, place string) []Answer {
	key := scene{place: place}
	if q.tells {
		key.caller = c
	}
	on, ok := q.atPlace[key]
	if !ok {
		on = make([]Answer, len(q.denies))
		for i, d := range q.denies {
			on[i] = d.on(place, c.lookup)
		}
		q.atPlace[key] = on
	}
	return on
}

// assumes reports whether one of the hits is of a role.
func (q *question) assumes(hits []hit) Answer {
	return anyOf(hits, func(h hit) Answer {
		if slices.ContainsFunc(h.actions, func(i int) bool { return strings.HasPrefix(q.actions[i].lower, "sts:assumerole") }) {
			return h.answer
		}
		return No
	})
}
