package policy

import (
	"slices"
	"strconv"
	"strings"
)

// Values are made for the patterns that have to be matched: by a condition of
// what allows, or a negated one of what denies. Where something else stands for
// each *, that no pattern mentions, a value matches no other pattern that it
// can help to match. So one value of each combination of such patterns is
// enough, and for what must not be matched none is needed.

// positive reports whether it is by matching that the atom gets out of the way.
func (a *atom) positive() bool { return a.op.negated == (a.effect == Deny) }

// counts reports whether the number of characters matters to the atom: then one
// value does not stand for others.
func (a *atom) counts() bool {
	return slices.ContainsFunc(a.values, func(v compared) bool {
		return v.fixed == nil && strings.Contains(v.text, "?")
	})
}

// globs are the patterns that an atom compares with.
func (a *atom) globs(look lookup) []glob {
	if a.patterns != nil {
		return a.patterns
	}
	all := []glob{}
	for i := range a.values {
		v := &a.values[i]
		if v.fixed != nil {
			continue
		}
		if g, known := v.pattern.resolve(look); known == Yes {
			all = append(all, g)
		}
	}
	if a.ready != nil {
		a.patterns = all
	}
	return all
}

// mostGlobs is up to how many combinations of patterns are kept.
const mostGlobs = 48

// instances adds values of a shape: one that no pattern names, and those that
// match combinations of patterns. It reports whether that is all of them.
func (q *question) instances(s *space, c *caller, sh shape, atoms []*atom) bool {
	m := c.mark()
	keep := func(g glob) {
		for _, text := range []string{m, ""} {
			if value := g.fill(text, c.fresh); sh.valid == nil || sh.valid(value) {
				s.add(value, false)
			}
		}
	}
	combined, complete := []glob{sh.glob}, true
	for _, a := range atoms {
		if !a.positive() {
			continue
		}
		full := len(combined) == mostGlobs && !complete // what is added would be cut off below
		var with globSet
		if !full {
			with.add(combined...)
		}
		for _, g := range a.globs(c.lookup) {
			if !g.wild() {
				if sh.glob.match(g.String()) {
					keep(g)
				}
				continue
			}
			if full || len(with.globs) > mostGlobs {
				continue
			}
			for _, c := range combined {
				if len(with.globs) > mostGlobs {
					break
				}
				crossed, all := q.cross(c, g)
				complete = complete && all
				with.add(crossed...)
			}
			if q.tired() {
				return false
			}
		}
		if full {
			continue
		}
		if combined = with.globs; len(combined) > mostGlobs {
			combined, complete = combined[:mostGlobs], false
		}
	}
	for _, g := range combined {
		keep(g)
	}
	return complete
}

// cross crosses two patterns, which may be of ARNs.
func (q *question) cross(a, b glob) ([]glob, bool) {
	key := b.append(append(a.append(make([]byte, 0, 2*shortText)), '\n'))
	if known, ok := q.crossed[string(key)]; ok {
		return known.globs, known.complete
	}
	var x crossed
	x.globs, x.complete = cross(a, b, &q.steps)
	if !a.tail() || !b.tail() {
		parts, all := crossARN(a, b, &q.steps)
		x.globs, x.complete = append(x.globs, parts...), x.complete && all
	}
	q.crossed[string(key)] = x
	return x.globs, x.complete
}

type crossed struct {
	globs    []glob
	complete bool
}

// A globSet is patterns, each once, in the order in which they were added.
type globSet struct {
	globs []glob
	seen  map[string]bool
	text  []byte
}

func (s *globSet) add(globs ...glob) {
	if s.seen == nil {
		s.seen = map[string]bool{}
	}
	for _, g := range globs {
		if s.text = g.append(s.text[:0]); !s.seen[string(s.text)] {
			s.seen[string(s.text)] = true
			s.globs = append(s.globs, g)
		}
	}
}

// borrow adds values that might be the caller's because the policy does not
// spell out the identifier that they begin with.
func (q *question) borrow(s *space, c *caller, atoms []*atom) {
	for _, a := range atoms {
		for _, g := range a.globs(c.lookup) {
			if !g.wild() && !c.marks(g.prefix()) {
				continue
			}
			value := g.fill(c.mark(), c.fresh)
			if id, _, _ := strings.Cut(value, "/"); c.marks(id) {
				s.add(value, true)
			}
		}
	}
}

// typed adds numbers, times and addresses around those that atoms compare with.
func (s *space) typed(atoms []*atom) {
	for _, a := range atoms {
		for _, v := range a.values {
			for _, value := range a.around(v.text) {
				s.add(value, false)
			}
		}
	}
}

// around are the values that lie at, below and above one of a policy.
func (a *atom) around(text string) []string {
	switch a.op.base {
	case "ipaddress":
		if p, ok := prefix(text); ok {
			return []string{p.Addr().String(), "10.255.255.254", "172.31.255.254", "192.168.255.254", "198.18.0.1", "fd00::1"}
		}
		return nil
	case "bool":
		return []string{"true", "false"}
	case "binaryequals":
		return []string{text}
	}
	n, ok := 0.0, false
	if strings.HasPrefix(a.op.base, "date") {
		n, ok = date(text)
	} else if strings.HasPrefix(a.op.base, "numeric") {
		n, ok = number(text)
	}
	if !ok {
		return nil
	}
	var all []string
	for _, m := range []float64{n - 1, n, n + 1} {
		all = append(all, strconv.FormatFloat(m, 'f', -1, 64))
	}
	return all
}
