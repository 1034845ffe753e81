//go:build unix

package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yourside/yourside/internal/awstest"
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

// Where fewer calls may be under way than there are, a chain must not be left
// until the end: then most places would be idle. Signing in comes before all else.
// The quickest of three counts, as calls that begin or end at once come in any
// order.
func TestTheScanTakesNoLongerThanItsPlacesOrItsLongestChainMakeIt(t *testing.T) {
	const signIn = 3
	for _, inFlight := range []int{100, 200, 512} {
		quickest, least := 1000, 0
		for range 3 {
			synctest.Test(t, func(t *testing.T) {
				m, err := scanDemo(t.Context(), time.Second, inFlight)
				if err != nil {
					t.Fatal(err)
				}
				least = max(m.Chain, 1+(m.Calls-signIn+inFlight-1)/inFlight)
				quickest = min(quickest, int(m.Wall/time.Second))
			})
		}
		if quickest != least {
			t.Errorf("%d at a time: the scan takes as long as %d calls, one after the other; %d would do", inFlight, quickest, least)
		}
	}
}

// On a clock that stands still while anything is reckoned, a scan takes the
// time of its calls alone.
func TestTheScanTakesItsLongestChain(t *testing.T) {
	for account, scanIt := range map[string]func(context.Context) (measure, error){
		ofDemo: func(ctx context.Context) (measure, error) { return scanDemo(ctx, time.Second, 1000) },
		ofEmpty: func(ctx context.Context) (measure, error) {
			return scanGenerated(ctx, awstest.Size{}, time.Second, false)
		},
	} {
		t.Run(account, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, err := scanIt(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if took := int(m.Wall / time.Second); took != m.Chain {
					t.Errorf("the scan takes as long as %d calls, one after the other, and the floor is that of %d", took, m.Chain)
				}
			})
		})
	}
}
