//go:build unix

package main

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestNothingIsAskedTwice(t *testing.T) {
	m, err := scanDemo(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if m.Calls == 0 {
		t.Error("the scan made no call")
	}
	for _, call := range m.Repeated {
		t.Errorf("asked again: %s", call)
	}
}

// On a clock that stands still while anything is reckoned, a scan takes the
// time of its calls alone.
func TestTheScanTakesItsLongestChain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, err := scanDemo(t.Context(), time.Second, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if took := int(m.Wall / time.Second); took != m.Chain {
			t.Errorf("the scan takes as long as %d calls, one after the other, and the floor is that of %d", took, m.Chain)
		}
	})
}
