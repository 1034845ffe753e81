package check

import "fmt"

// A Setting is a parameter of a check whose type does not matter: what
// documentation and configuration see.
type Setting interface {
	Name() string
	Usage() string // what it sets, with its unit
	Default() any
}

// A Param is a typed parameter of a check.
type Param[T any] struct {
	name  string
	usage string
	value T
}

// NewParam returns a parameter with its default. Usage says what it sets.
func NewParam[T any](name string, value T, usage string) *Param[T] {
	return &Param[T]{name, usage, value}
}

// Name returns the parameter's name.
func (p *Param[T]) Name() string { return p.name }

// Usage returns what the parameter sets.
func (p *Param[T]) Usage() string { return p.usage }

// Default returns the value that holds when nobody sets another.
func (p *Param[T]) Default() any { return p.value }

// Get returns the parameter's value in this scan. It panics if the check does
// not list the parameter, or if it was set to a value of another type.
func (p *Param[T]) Get(e Env) T {
	for _, s := range e.run.check.Params {
		if s.Name() != p.name {
			continue
		}
		v, set := e.run.params[p.name]
		if !set {
			return p.value
		}
		typed, ok := v.(T)
		if !ok {
			panic(fmt.Sprintf("parameter %s of check %s is set to a %T", p.name, e.run.check.ID, v))
		}
		return typed
	}
	panic(fmt.Sprintf("check %s reads the parameter %s, which it does not declare", e.run.check.ID, p.name))
}
