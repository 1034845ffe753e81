package wire

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"
)

// tokens are the arguments that ask for another page than the first.
var tokens = []string{"ContinuationToken", "Marker", "NextMarker", "NextToken"}

// IsToken reports whether an argument with this name asks for a page.
func IsToken(argument string) bool { return slices.Contains(tokens, argument) }

// A LoopError is a page that was asked for already: the answers name it again
// and again, and whoever follows them never comes to the end.
type LoopError struct{ Operation string }

func (e *LoopError) Error() string { return "the pages of the answer go round in a circle" }

// pages are those that a scan has asked for. It keeps a hash of each, as there
// may be many and a page is named by all arguments of its call.
type pages struct {
	seed maphash.Seed

	mu    sync.Mutex
	asked map[uint64]bool
}

func newPages() *pages { return &pages{seed: maphash.MakeSeed(), asked: map[uint64]bool{}} }

// first reports whether the call asks for this page for the first time. A scan
// asks nothing twice but to try again, which is no call of its own, and without
// a page.
func (p *pages) first(c Call) bool {
	if !isPage(c) {
		return true
	}
	name := maphash.String(p.seed, c.Operation+" "+c.Region+" "+c.Input)
	p.mu.Lock()
	defer p.mu.Unlock()
	again := p.asked[name]
	p.asked[name] = true
	return !again
}

// isPage reports whether one of the arguments, which are sorted and without
// spaces, is the token of a page.
func isPage(c Call) bool {
	for _, t := range tokens {
		if strings.Contains(c.Input, `"`+t+`":"`) {
			return true
		}
	}
	return false
}
