//go:build unix

package checktest

import (
	"syscall"
	"testing"
	"time"
)

// Processor returns how long the processors worked on what is done. What else
// runs on the machine does not count, as it would on a clock.
func Processor(t *testing.T, do func()) time.Duration {
	t.Helper()
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	do()
	return used() - before
}
