package wire

import (
	"maps"
	"slices"
	"sync"
)

// Asked lets each operation be called once, to find out which are permitted,
// and notes which were.
type Asked struct {
	mu         sync.Mutex
	operations map[string]bool
}

// Operations returns the operations that were called, sorted.
func (a *Asked) Operations() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(maps.Keys(a.operations))
}

// first reports whether the operation is called for the first time.
func (a *Asked) first(operation string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.operations[operation] {
		return false
	}
	if a.operations == nil {
		a.operations = map[string]bool{}
	}
	a.operations[operation] = true
	return true
}
