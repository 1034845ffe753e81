//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package wire

import (
	"errors"
	"os"
	"syscall"
)

// lock has the file for this process alone. That ends with the process, however
// that ends. Where files cannot be locked, nobody is kept out.
func lock(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return errors.New("another scan is writing into it")
	}
	return nil
}
