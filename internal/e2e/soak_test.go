//go:build e2e && soak && unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/awstest"
)

func TestAScanIsGoneOnWithWheneverItWasKilledOrStopped(t *testing.T) {
	w := undisturbed(t)
	for i := range 40 {
		d := disturbance{syscall.SIGKILL, rand.Float64()}
		if i%2 == 0 {
			d.signal = syscall.SIGINT
		}
		t.Run(fmt.Sprintf("%v after %.4f of the calls", d.signal, d.after), func(t *testing.T) { w.disturb(t, d) })
	}
}

// The usual time for a call is a minute.
func TestARegionThatNeverAnswersTakesNoLongerThanACall(t *testing.T) {
	without := clean(t)
	for name, kind := range map[string]awstest.Kind{"accepts": awstest.Silence, "begins to answer": awstest.StallBody} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := visits(t, credentialsAt(t, cloudOf(t, small, awstest.Fault{Kind: kind, Region: lost})))
			v.keeps(t, without, lost, inventory.TimedOut)
			if most := without.took + 65*time.Second; v.took > most {
				t.Errorf("it took %v, and %v without", v.took, without.took)
			}
		})
	}
}

func TestTheReportIsTheSameEachTime(t *testing.T) {
	without := clean(t)
	for i := range 50 {
		processors := []int{1, 2, 8}[i%3]
		faults := []awstest.Fault{
			{Kind: awstest.ServerFailure, Share: 0.02 * rand.Float64()}, {Kind: awstest.Reset, Share: 0.04 * rand.Float64()},
			{Kind: awstest.Silence, Share: 0.001 * rand.Float64(), First: 1},
		}
		t.Run(fmt.Sprintf("scan %d on %d processors", i, processors), func(t *testing.T) {
			t.Parallel()
			env := append(credentialsAt(t, shuffled(cloudOf(t, small, faults...))), fmt.Sprintf("GOMAXPROCS=%d", processors))
			if v := visits(t, env); v.exit != 0 || v.undated != without.undated {
				t.Errorf("%+v: exit %d, another report: %+v\n%s", faults, v.exit, v.Unassessed, v.errs)
			}
		})
	}
}
