// Package logpattern says which events the pattern of a metric filter of
// CloudWatch Logs certainly lets through. Patterns are compared by what they
// mean, not by how they are written: clauses in another order or in other quotes
// are the same, and a pattern that lets more through covers one that lets less.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
package logpattern

import (
	"slices"
	"strings"
)

// A Pattern is a filter pattern for events in JSON, such as those of CloudTrail.
type Pattern struct{ root node }

// All matches every event, as an empty pattern does.
var All = Pattern{node{kind: and}}

type kind int

const (
	leaf kind = iota
	and       // of none: always
	or        // of none: never
)

// A node is a clause, or what joins others.
type node struct {
	kind kind
	of   []node
	clause
}

// A clause is one condition on an event.
type clause struct {
	selector string // its parts, each behind a zero byte; empty for a term, which any part of the text may hold
	op       string // one of = != < > <= >= or a word below
	value    string // with wildcard for each asterisk
	regex    *regex // instead of a value
}

// What a clause asks without a value.
const (
	notExists = "NOT EXISTS"
	isNull    = "IS NULL"
	isTrue    = "IS TRUE"
	isFalse   = "IS FALSE"
)

// wildcard stands for any text in a value. No value has it: a pattern is text.
const wildcard = '\x00'

// mostWays bounds the ways in which a pattern that is looked for may be met.
const mostWays = 1000

// Covers reports whether every event that the other pattern matches is certainly
// matched by this one. It errs to no: a pattern that takes two clauses together
// to cover one may be missed.
func (p Pattern) Covers(other Pattern) bool {
	ways, ok := other.root.ways()
	return ok && !slices.ContainsFunc(ways, func(w []clause) bool { return !p.root.follows(w) })
}

// ways returns the sets of clauses that each suffice, if they are not too many.
func (n node) ways() ([][]clause, bool) {
	switch n.kind {
	case leaf:
		return [][]clause{{n.clause}}, true
	case or:
		var all [][]clause
		for _, k := range n.of {
			ways, ok := k.ways()
			if all = append(all, ways...); !ok || len(all) > mostWays {
				return nil, false
			}
		}
		return all, true
	case and:
	}
	all := [][]clause{nil}
	for _, k := range n.of {
		ways, ok := k.ways()
		if !ok || len(all)*len(ways) > mostWays {
			return nil, false
		}
		var joined [][]clause
		for _, a := range all {
			for _, w := range ways {
				joined = append(joined, slices.Concat(a, w))
			}
		}
		all = joined
	}
	return all, true
}

// follows reports whether the node is met by whatever meets all of the clauses.
func (n node) follows(from []clause) bool {
	switch n.kind {
	case and:
		return !slices.ContainsFunc(n.of, func(k node) bool { return !k.follows(from) })
	case or:
		return slices.ContainsFunc(n.of, func(k node) bool { return k.follows(from) })
	case leaf:
	}
	return slices.ContainsFunc(from, n.clause.followsFrom)
}

// followsFrom reports whether c is met by whatever meets w.
func (c clause) followsFrom(w clause) bool {
	if c.selector == "" {
		return c.termOf(w)
	}
	if c.selector != w.selector {
		return false
	}
	if c.op == w.op && c.value == w.value && c.regex.same(w.regex) {
		return true
	}
	if c.regex != nil || w.regex != nil {
		return c.op == "=" && w.op == "=" && w.regex == nil && !wild(w.value) && c.regex.matches(w.value)
	}
	switch {
	case c.op == "=" && w.op == "=":
		return within(w.value, c.value)
	case c.op == "!=" && w.op == "=":
		return !wild(w.value) && !within(w.value, c.value)
	case c.op == "!=" && w.op == "!=":
		return within(c.value, w.value)
	}
	return false
}

// termOf reports whether the text of an event that meets w holds the term.
func (c clause) termOf(w clause) bool {
	if w.selector == "" {
		return c.op == w.op && c.value == w.value
	}
	return c.op == "=" && w.op == "=" && w.regex == nil && strings.Contains(w.value, c.value)
}

func wild(value string) bool { return strings.ContainsRune(value, wildcard) }

// within reports whether every text that the value stands for is one of those
// that the pattern stands for. A wildcard of the value is taken by one of the
// pattern alone.
func within(value, pattern string) bool {
	star, mark := -1, 0
	v, p := 0, 0
	for v < len(value) {
		switch {
		case p < len(pattern) && pattern[p] == wildcard:
			star, mark = p, v
			p++
		case p < len(pattern) && pattern[p] == value[v]:
			p++
			v++
		case star >= 0:
			mark++
			p, v = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], string(wildcard)) == ""
}
