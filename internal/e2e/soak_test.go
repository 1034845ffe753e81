//go:build e2e && soak && unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
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
