//go:build unix

package cli

import (
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/inventory"
)

// send has a signal come from outside, once the other answers are read.
func send(t *testing.T, s syscall.Signal) func() {
	return func() {
		time.Sleep(500 * time.Millisecond)
		if err := syscall.Kill(os.Getpid(), s); err != nil {
			t.Error(err)
		}
	}
}

func TestAnInterruptedScanReportsWhatWasRead(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"by ^C": syscall.SIGINT, "by the system": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			noPast(t)
			r, recording, errs, exit := stopped(t, logs, send(t, signal))
			partial(t, r, inventory.Interrupted)
			if exit != exitInterrupted || r.Outcome.ExitCode != exit || !r.Outcome.Interrupted || !r.Outcome.Incomplete {
				t.Errorf("exit %d, outcome %+v: %s", exit, r.Outcome, errs)
			}
			if all := kept(t); len(all) != 1 || all[0]["interrupted"] != true {
				t.Errorf("kept: %v", all)
			}
			// What was recorded until then can be replayed, and says what it lacks.
			out, errs, exit := run(t, "scan", "--replay", recording, "-o", "json")
			if exit != exitIncomplete {
				t.Errorf("exit %d: %s", exit, errs)
			}
			partial(t, parse(t, []byte(out)), inventory.NotRecorded)
		})
	}
}

func TestAnInterruptBeforeAnythingWasReadIsALine(t *testing.T) {
	r, recording, errs, exit := stopped(t, "GetCallerIdentity", send(t, syscall.SIGINT))
	if exit != exitInterrupted || errs != "yourside: interrupted before anything was read\n" || len(r.Findings) > 0 {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if _, err := os.Stat(recording); err == nil {
		t.Error("a directory was left for a recording that is none")
	}
}
