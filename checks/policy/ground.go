package policy

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// A ground is what is denied a caller at a place, or may be. Places that the
// same statements are about have the same one.
type ground struct {
	denied  bitset   // actions that statements without conditions deny
	doubted bitset   // and those that such statements may deny
	batches []*batch // all actions, by what else denies them

	outcomes map[asking]*outcome
}

// A batch is actions of which the same can be said: the same statements with
// conditions deny them, and their requests have the same keys.
type batch struct {
	actions bitset
	denials *denials
}

// met is what was found of a caller.
type met struct {
	look    lookup              // remembers the values that it found
	against []Answer            // whether each of the statements that deny is about him, and can be about his requests
	extents []*extent           // of those, for him
	at      []*ground           // by place
	there   map[string]*ground  // by which of the statements are about the place
	alike   map[string]*ground  // by which of the statements are about him and the place
	denials map[string]*denials // see denialsOf
	none    *ground             // where nothing is denied
}

func (q *question) meets(c *caller) *met {
	m, ok := q.met[c]
	if !ok {
		m = &met{look: remembering(c.lookup)}
		q.met[c] = m
	}
	return m
}

// groundOf is what a caller is denied at a place.
func (q *question) groundOf(c *caller, place int) *ground {
	m := q.meets(c)
	switch {
	case m.none != nil:
		return m.none
	case len(q.denies) == 0:
		m.none = q.newGround(m, nil)
		return m.none
	case m.alike == nil:
		m.there, m.alike, m.denials = map[string]*ground{}, map[string]*ground{}, map[string]*denials{}
		for _, d := range q.denies {
			about := d.appliesTo(c)
			if d.ruledOut(c, m.look) {
				about = No
			}
			m.against = append(m.against, about)
			m.extents = append(m.extents, d.extent(m.look))
		}
	}
	if g := at(&m.at, place); *g != nil {
		return *g
	}
	on := q.deniedAt(m, place)
	g, ok := m.there[string(on)]
	if !ok {
		g = q.groundAt(m, on)
		m.there[string(on)] = g
	}
	*at(&m.at, place) = g
	return g
}

// ruledOut reports whether a condition does not hold with what is given of the
// caller's requests.
func (s *clause) ruledOut(c *caller, look lookup) bool {
	return slices.ContainsFunc(s.atoms, func(a *atom) bool {
		values, given := c.has[a.key]
		return given && len(values) < 2 && a.only == nil && a.evaluate(values, look) == No
	})
}

// groundAt is the ground where each of the statements that deny is, or may be,
// about a place as on says.
func (q *question) groundAt(m *met, on []byte) *ground {
	is := q.scratch[:0]
	for i, on := range on {
		is = append(is, byte(m.against[i].And(Answer(on))))
	}
	q.scratch = is
	g, ok := m.alike[string(is)]
	if !ok {
		g = q.newGround(m, is)
		m.alike[string(is)] = g
	}
	return g
}

// at is the element of a list that grows as far as is asked for.
func at[T any](list *[]T, i int) *T {
	if i >= len(*list) {
		*list = append(*list, make([]T, i+1-len(*list))...)
	}
	return &(*list)[i]
}

// newGround is the ground where each of the statements that deny is, or may be,
// about the caller and the place. What those deny that have no conditions is
// taken together at once: only of the others are there combinations.
func (q *question) newGround(m *met, is []byte) *ground {
	g := &ground{denied: newBits(len(q.actions)), doubted: newBits(len(q.actions)), outcomes: map[asking]*outcome{}}
	sure, possible := newBits(len(is)), newBits(len(is))
	for i, d := range q.denies {
		switch is := Answer(is[i]); {
		case is == No:
		case len(d.atoms) == 0 && is == Yes:
			g.denied.add(q.covered(d).actions)
		case len(d.atoms) == 0:
			g.doubted.add(q.covered(d).actions)
		default:
			possible.set(i)
			if is == Yes {
				sure.set(i)
			}
		}
	}
	byDenials := map[string]*batch{}
	var text []byte
	for _, k := range q.classes() {
		q.steps++
		text = k.keys.append(k.denies.and(sure).append(k.denies.and(possible).append(text[:0])))
		b := byDenials[string(text)]
		if b == nil {
			b = &batch{newBits(len(q.actions)), q.denialsOf(m, k, string(text), sure, possible)}
			byDenials[string(text)] = b
			g.batches = append(g.batches, b)
		}
		b.actions.add(k.actions)
	}
	return g
}

// denialsOf are those of the statements with conditions, some for sure, that
// deny somebody a class of actions. The text tells them from others.
func (q *question) denialsOf(m *met, k *class, text string, sure, possible bitset) *denials {
	d, ok := m.denials[text]
	if !ok {
		d = newDenials(k.lower, q.among(k.denies.and(sure)), q.among(k.denies.and(possible)))
		if m.denials != nil {
			m.denials[text] = d
		}
	}
	return d
}

// among are the statements that deny with these numbers.
func (q *question) among(numbers bitset) []*clause {
	var all []*clause
	for i := range numbers.all() {
		all = append(all, q.denies[i])
	}
	return all
}

// inEachStep is of how many statements a step asks whether they are about a
// place, since that is soon seen.
const inEachStep = 8

// deniedAt is the answer, of each of the statements that deny, to whether it is
// about a place. Only variables make a difference between callers.
func (q *question) deniedAt(m *met, place int) []byte {
	on := at(&q.atPlace, place)
	if *on != nil && !q.varies {
		return *on
	}
	q.steps += len(q.denies) / inEachStep
	*on = make([]byte, len(q.denies))
	for i, e := range m.extents {
		(*on)[i] = byte(e.on(q.arns[place], q.marks[place]))
	}
	return *on
}

// A class is actions that are the same to statements with conditions that deny:
// each is about all of them or none, and so are the keys of conditions.
type class struct {
	actions bitset
	lower   string // one of them
	denies  bitset // the numbers of the statements that are about them
	keys    bitset // the conditions that their requests can have the keys of, but for those that all have
}

// classes sorts the actions.
func (q *question) classes() []*class {
	if q.sorts != nil {
		return q.sorts
	}
	sometimes := q.sometimes()
	byText := map[string]*class{}
	var text []byte
	for i, a := range q.actions {
		denies, keys := newBits(len(q.denies)), newBits(len(sometimes))
		for _, d := range q.denies {
			if len(d.atoms) > 0 && q.covered(d).actions.has(i) {
				denies.set(d.number)
			}
		}
		for n, atom := range sometimes {
			if atom.has(a.lower) {
				keys.set(n)
			}
		}
		text = keys.append(denies.append(text[:0]))
		k := byText[string(text)]
		if k == nil {
			k = &class{newBits(len(q.actions)), a.lower, denies, keys}
			byText[string(text)] = k
			q.sorts = append(q.sorts, k)
		}
		k.actions.set(i)
	}
	return q.sorts
}

// sometimes are conditions on each of the keys that only some requests can
// have.
func (q *question) sometimes() []*atom {
	var all []*atom
	seen := map[string]bool{}
	for _, c := range q.clauses() {
		for _, a := range c.atoms {
			if a.only != nil && !seen[a.key] {
				seen[a.key] = true
				all = append(all, a)
			}
		}
	}
	return all
}

// coverage is the actions that statements with the same elements are about.
type coverage struct {
	actions bitset
	self    bitset // of them, those that are done to the target itself
	part    bitset // and those that are done to its parts
}

func (q *question) covered(s *clause) *coverage {
	if s.covered != nil {
		return s.covered
	}
	key := strconv.FormatBool(s.unread) + listed(s.Action) + strconv.FormatBool(s.NotAction != nil) + listed(s.NotAction)
	c, ok := q.coverages[key]
	if !ok {
		c = q.coverage(s)
		q.coverages[key] = c
	}
	s.covered = c
	return c
}

func (q *question) coverage(s *clause) *coverage {
	c := &coverage{q.about(s), newBits(len(q.actions)), newBits(len(q.actions))}
	for i := range c.actions.all() {
		if a := q.actions[i]; a.self {
			c.self.set(i)
		}
		if q.actions[i].part {
			c.part.set(i)
		}
	}
	return c
}

// about are the actions that a statement is about; see clause.does.
func (q *question) about(s *clause) bitset {
	all := newBits(len(q.actions))
	for i := range q.actions {
		all.set(i)
	}
	switch {
	case s.NotAction != nil:
		return all.less(q.matched(s.notActions))
	case s.unread:
		return all
	}
	return q.matched(s.actions)
}

// matched are the actions that one of the patterns matches.
func (q *question) matched(globs []glob) bitset {
	if q.index == nil {
		q.index = indexOf(q.actions)
	}
	found := newBits(len(q.actions))
	for _, g := range globs {
		for at := range q.index.matching(g) {
			found.set(at)
		}
	}
	return found
}

// An index is the names of actions in order, with their places in a list: most
// patterns begin with a text that few names begin with.
type index []word

type word struct {
	text string
	at   int
	has  uint64 // see shingles
}

// shingles are the single characters and the pairs of them in a text, as bits
// that some share: a text that has not all of a pattern's is seen at once not to
// match it. A policy may have a thousand patterns, each of which is tried on what
// the others name.
func shingles(text string) uint64 {
	var has uint64
	for i := range len(text) {
		has |= 1 << (text[i] % (wordBits / 2))
		if i > 0 {
			has |= 1 << (wordBits/2 + (uint(text[i-1])*7+uint(text[i]))%(wordBits/2))
		}
	}
	return has
}

// shingles are those of the pattern's literals.
func (g glob) shingles() uint64 {
	var has uint64
	for _, t := range g {
		has |= shingles(t.text)
	}
	return has
}

func indexOf(actions []action) index {
	x := make(index, len(actions))
	for i, a := range actions {
		x[i] = word{a.lower, i, shingles(a.lower)}
	}
	slices.SortFunc(x, func(a, b word) int { return strings.Compare(a.text, b.text) })
	return x
}

// beginning are the words that begin with a text.
func (x index) beginning(prefix string) index {
	from, _ := slices.BinarySearchFunc(x, prefix, func(w word, p string) int { return strings.Compare(w.text, p) })
	n, _ := slices.BinarySearchFunc(x[from:], prefix, func(w word, p string) int {
		if strings.HasPrefix(w.text, p) {
			return -1
		}
		return 1
	})
	return x[from : from+n]
}

// matching are the places of the names that a pattern matches.
func (x index) matching(g glob) iter.Seq[int] {
	return func(yield func(int) bool) {
		has := g.shingles()
		for _, w := range x.beginning(g.prefix()) {
			if has&^w.has == 0 && g.match(w.text) && !yield(w.at) {
				return
			}
		}
	}
}

// matches reports whether a pattern matches one of the names.
func (x index) matches(g glob) bool {
	for range x.matching(g) {
		return true
	}
	return false
}

// listed is a list as one text, which no other list has.
func listed(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(strconv.Itoa(len(t)) + ":" + t)
	}
	return b.String()
}
