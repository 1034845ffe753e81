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
// not list the parameter.
func (p *Param[T]) Get(e Env) T {
	for _, s := range e.run.check.Params {
		if s.Name() != p.name {
			continue
		}
		if v, ok := e.run.params[p.name].(T); ok {
			return v
		}
		return p.value
	}
	panic(fmt.Sprintf("check %s reads the parameter %s, which it does not declare", e.run.check.ID, p.name))
}
