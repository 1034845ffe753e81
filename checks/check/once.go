package check

import (
	"slices"

	"github.com/yourside/yourside/checks/inventory"
)

// A Fact is something that a judge worked out from tables, with the gaps that
// it rests on. A verdict rests on them only once it relies on the fact: a judge
// may weigh several facts, and rely on those that decide.
type Fact[T any] struct {
	Value T
	Gaps  []inventory.Gap
}

// Known reports whether nothing that the fact rests on is missing. What was
// deleted while the scan ran is not missing: it is not there any more.
func (f Fact[T]) Known() bool {
	return !slices.ContainsFunc(f.Gaps, func(g inventory.Gap) bool { return g.Reason != inventory.Gone })
}

// Aside works something out without the verdict resting on it yet.
func Aside[T any](e Env, work func(Env) T) Fact[T] {
	e.rest = new([]inventory.Gap)
	value := work(e)
	return Fact[T]{value, *e.rest}
}

// Once is Aside for what many judges of a check ask: it is worked out when the
// first of them does, and kept under the key, which must be comparable and of
// a type that nobody else uses.
func Once[T any](e Env, key any, work func(Env) T) Fact[T] {
	if f, ok := e.run.memo[key].(Fact[T]); ok {
		return f
	}
	f := Aside(e, work)
	e.run.memo[key] = f
	return f
}

// Rely returns the fact's value, on which the verdict then rests.
func Rely[T any](e Env, f Fact[T]) T {
	e.RestOn(f.Gaps)
	return f.Value
}

// RestOn makes the verdict rest on gaps, such as those of a Fact.
func (e Env) RestOn(gaps []inventory.Gap) { *e.rest = append(*e.rest, gaps...) }
