package policy

import (
	"slices"
	"strings"
)

// A clause is a statement made ready to be asked about.
type clause struct {
	*Statement
	version              string
	source               string // the name of its policy, where there are several
	unread               bool   // it stands for a policy that could not be read: it may say anything
	actions, notActions  []glob
	resources, notOnThem []arnPattern
	atoms                []*atom
	number               int                 // among the statements of a question that deny
	covered              *coverage           // see question.covered
	fixed                *extent             // if it has no variables
	anyOn                []loose             // see loose
	at                   []Answer            // see question.on
	wants                int                 // see question.wants
	tried                map[string][]hit    // see question.tries
	given                map[string][]Grant  // see question.tries
	told                 map[string][]string // see keys
}

// An atom is one condition.
type atom struct {
	Condition
	op       operator
	key      string // in lower case
	rule     Key
	values   []compared
	effect   Effect  // of its statement
	ready    []value // the values, if none has variables
	patterns []glob  // then, those that it compares with; see globs
	only     []glob  // the actions whose requests can have the key; nil for all
}

func clausesOf(d *Document, source string) []*clause {
	if d == nil {
		return []*clause{
			{Statement: &Statement{Index: -1, Effect: Allow}, source: source, unread: true},
			{Statement: &Statement{Index: -1, Effect: Deny}, source: source, unread: true},
		}
	}
	var all []*clause
	for i := range d.Statements {
		all = append(all, clauseOf(&d.Statements[i], d.Version, source))
	}
	return all
}

func clauseOf(s *Statement, version, source string) *clause {
	c := &clause{Statement: s, version: version, source: source}
	for _, a := range s.Action {
		c.actions = append(c.actions, globOf(strings.ToLower(a)))
	}
	for _, a := range s.NotAction {
		c.notActions = append(c.notActions, globOf(strings.ToLower(a)))
	}
	for _, r := range s.Resource {
		c.resources = append(c.resources, arnPatternOf(r, version))
	}
	for _, r := range s.NotResource {
		c.notOnThem = append(c.notOnThem, arnPatternOf(r, version))
	}
	for _, cond := range s.Conditions {
		c.atoms = append(c.atoms, atomOf(cond, s.Effect, version))
	}
	return c
}

func atomOf(c Condition, e Effect, version string) *atom {
	a := &atom{Condition: c, op: operatorOf(c.Operator), key: strings.ToLower(c.Key), effect: e}
	a.rule, _ = ruleOf(a.key)
	for p := range strings.FieldsSeq(strings.ToLower(a.rule.actions)) {
		a.only = append(a.only, globOf(p))
	}
	met := map[string]bool{}
	for _, v := range c.Values {
		if !met[v] {
			a.values = append(a.values, a.op.valueOf(v, version))
		}
		met[v] = true
	}
	if !slices.ContainsFunc(a.values, func(c compared) bool { return c.fixed == nil && !c.pattern.fixed() }) {
		a.ready = a.with(nil)
	}
	if a.ready != nil && a.op.base == "stringequals" {
		a.ready = []value{a.oneOf()}
	}
	return a
}

// oneOf is all values at once, of an atom that compares with whole texts: of
// accounts and networks a policy may list a thousand.
func (a *atom) oneOf() value {
	texts := make(map[string]bool, len(a.values))
	for i := range a.values {
		g, _ := a.values[i].pattern.resolve(nil)
		texts[g.String()] = true
	}
	return func(in string) Answer { return answerOf(texts[in]) }
}

// does reports whether the statement is about an action, given in lower case.
func (s *clause) does(action string) bool {
	if s.NotAction != nil {
		return !matchesOne(s.notActions, action)
	}
	return s.unread || matchesOne(s.actions, action)
}

func matchesOne(globs []glob, text string) bool {
	for _, g := range globs {
		if g.match(text) {
			return true
		}
	}
	return false
}

// on reports whether the statement is about a resource.
func (s *clause) on(resource string, look lookup) Answer {
	return s.extent(look).on(resource, shingles(resource))
}

// A loose resource is one that a statement names, with * for each variable.
type loose struct {
	text  string
	whole bool // see wholeKind
}

func (s *clause) loose() []loose {
	if s.anyOn == nil {
		for i := range s.resources {
			text := s.resources[i].whole.loose().String()
			s.anyOn = append(s.anyOn, loose{text, wholeKind(text)})
		}
	}
	return s.anyOn
}

// An extent is the resources that a statement is about.
type extent struct {
	lone  Answer // of one that names none: the same for each
	globs []arnGlob
	rest  Answer // of the patterns with variables that have no value, or none that is known
	other bool   // it is about all but those
}

// extent is the statement's where look finds the values of variables. One that
// names no resource is about that which its policy guards.
func (s *clause) extent(look lookup) *extent {
	if s.fixed != nil {
		return s.fixed
	}
	e := &extent{rest: No, other: s.Resource == nil}
	switch {
	case s.unread:
		e.lone = Unknown
	case s.Resource == nil && s.NotResource == nil:
		e.lone = Yes
	}
	fixed := true
	patterns := s.resources
	if e.other {
		patterns = s.notOnThem
	}
	for i := range patterns {
		fixed = fixed && patterns[i].ready != nil
		if g, is := patterns[i].resolve(look); is == Yes {
			e.globs = append(e.globs, g)
		} else {
			e.rest = e.rest.Or(is)
		}
	}
	if fixed {
		s.fixed = e
	}
	return e
}

// on reports whether a resource is among them, of which has are the shingles.
func (e *extent) on(resource string, has uint64) Answer {
	if e.lone != 0 {
		return e.lone
	}
	a := e.rest
	for i := range e.globs {
		if a == Yes {
			break
		}
		if g := &e.globs[i]; g.has&^has == 0 {
			a = a.Or(g.compare(resource, Unknown))
		}
	}
	if e.other {
		return a.Not()
	}
	return a
}

// remembering looks for each value once: a pattern may have hundreds of
// variables.
func remembering(look lookup) lookup {
	type found struct {
		value string
		known Answer
	}
	all := map[string]found{}
	return func(key string) (string, Answer) {
		f, ok := all[key]
		if !ok {
			f.value, f.known = look(key)
			all[key] = f
		}
		return f.value, f.known
	}
}

// has reports whether requests for an action can have the atom's key.
func (a *atom) has(action string) bool { return a.only == nil || matchesOne(a.only, action) }

// evaluate is whether the atom holds in a request with these values of its key.
func (a *atom) evaluate(request []string, look lookup) Answer { return a.in(look)(request) }

// in is the same for many requests, in all of which look finds the values of
// variables.
func (a *atom) in(look lookup) func(request []string) Answer {
	if a.op.base == "null" {
		return func(request []string) Answer { return null(len(request) == 0, a.Values) }
	}
	values := a.ready
	if values == nil {
		values = a.with(look)
	}
	return func(request []string) Answer { return a.op.holds(request, values) }
}

// with are the values that the atom compares with, where look finds those of
// their variables.
func (a *atom) with(look lookup) []value {
	values := make([]value, len(a.values))
	for i := range a.values {
		values[i] = a.values[i].in(a.op, look)
	}
	return values
}
