package policy

import (
	"slices"
	"strconv"
	"strings"
)

// instances adds, for a shape, a value that no pattern names, and for each
// pattern values that it has in common with the shape: with as little as can
// be for each *, and with the caller's mark in it.
func (q *question) instances(s *space, c *caller, sh shape, globs []glob) {
	m := c.mark()
	keep := func(value string) {
		if sh.valid == nil || sh.valid(value) {
			s.add(value, false)
		}
	}
	keep(sh.glob.fill(m, c.fresh))
	for _, g := range globs {
		if q.steps++; q.tired() {
			return
		}
		if sh.glob.all() {
			keep(g.fill("", c.fresh))
			keep(g.fill(m, c.fresh))
			continue
		}
		for _, v := range q.common(sh.glob, g, c) {
			keep(v)
		}
	}
	q.pairs(c, sh, globs, keep)
}

// common are texts that both globs match.
func (q *question) common(shape, g glob, c *caller) []string {
	key := shape.String() + "\n" + g.String()
	if texts, ok := q.found[key]; ok {
		return texts
	}
	var texts []string
	for _, h := range marked(g, c.mark()) {
		if v, ok := meet(shape, h, c.fresh, &q.steps); ok {
			texts = append(texts, v)
		}
	}
	q.found[key] = texts
	return texts
}

// marked is the glob, and the same with the mark in one of its *.
func marked(g glob, mark string) []glob {
	all := []glob{g}
	for i, t := range g {
		if t.kind == many && len(all) < 4 {
			all = append(all, g[:i+1].concat(exactly(mark)).concat(star).concat(g[i+1:]))
		}
	}
	return all
}

// fewPatterns is up to how many patterns are paired.
const fewPatterns = 8

// pairs adds values that two patterns have in common.
func (q *question) pairs(c *caller, sh shape, globs []glob, keep func(string)) {
	wild := slices.DeleteFunc(slices.Clone(globs), func(g glob) bool { return !g.wild() || g.all() })
	if len(wild) > fewPatterns {
		return
	}
	for i, g := range wild {
		for _, h := range wild[:i] {
			if v, ok := meet(g, h, c.fresh, &q.steps); ok && sh.glob.match(v) {
				keep(v)
			}
		}
	}
}

// borrow adds values that might be the caller's because the policy does not
// spell out the identifier that they begin with.
func (q *question) borrow(s *space, c *caller, globs []glob) {
	for _, g := range globs {
		value := g.fill(c.mark(), c.fresh)
		if id, _, _ := strings.Cut(value, "/"); c.marks(id) {
			s.add(value, true)
		}
	}
}

// typed adds numbers and addresses around those that atoms compare with.
func (s *space) typed(atoms []*atom) {
	for _, a := range atoms {
		for _, v := range a.values {
			if n, ok := number(v.text); ok && strings.HasPrefix(a.op.base, "numeric") {
				for _, m := range []float64{n - 1, n, n + 1} {
					s.add(strconv.FormatFloat(m, 'f', -1, 64), false)
				}
			}
			if n, ok := date(v.text); ok && strings.HasPrefix(a.op.base, "date") {
				for _, m := range []float64{n - 1, n, n + 1} {
					s.add(strconv.FormatFloat(m, 'f', -1, 64), false)
				}
			}
			if p, ok := prefix(v.text); ok && a.op.base == "ipaddress" {
				s.add(p.Addr().String(), false)
				for _, other := range []string{"10.255.255.254", "172.31.255.254", "192.168.255.254", "198.18.0.1", "fd00::1"} {
					s.add(other, false)
				}
			}
			if a.op.base == "bool" {
				s.add("true", false)
				s.add("false", false)
			}
			if a.op.base == "binaryequals" {
				s.add(v.text, false)
			}
		}
	}
}
