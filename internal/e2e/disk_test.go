//go:build e2e && unix

package e2e

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// withDisk runs the binary where no file gets larger than so many blocks of 512
// bytes, as if the disk were full then.
func withDisk(t *testing.T, blocks int, env []string, args ...string) outcome {
	t.Helper()
	return yoursideAfter(t, fmt.Sprintf("ulimit -f %d", blocks), env, args...)
}

func TestAReportThatADiskHasNoRoomForIsALineAndNoFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "report.json")
	o := withDisk(t, 8, nil, "demo", "-q", "-o", "text", "-o", "json="+file)
	if o.exit != 2 || strings.Count(o.errs, "\n") != 1 || !strings.HasPrefix(o.errs, "yourside: writing json to "+file+": ") {
		t.Errorf("exit %d: %s", o.exit, o.errs)
	}
	if !strings.HasSuffix(o.out, "Exit code 3: the scan is incomplete.\n") {
		t.Errorf("the other output is not whole: %s", o.out)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// fillDisk scans until the disk is full, goes on when it is not, and compares.
func (w whole) fillDisk(t *testing.T) {
	recording := filepath.Join(t.TempDir(), "recording")
	o := withDisk(t, 64, signedIn(), slices.Concat([]string{"scan"}, regions, []string{"--record", recording, "-o", "json"})...)
	if o.exit != 2 || !strings.HasSuffix(o.errs, ": file too large\n") || !strings.Contains(o.errs, "\nyourside: --record "+recording+": ") ||
		!strings.Contains(o.errs, "yourside scan --resume "+recording+"\n") {
		t.Errorf("exit %d: %s", o.exit, o.errs)
	}
	if got, want := when.ReplaceAllString(o.out, "$1"), undated(t, w.file); got != want {
		t.Errorf("the report is another one: %d bytes, want %d", len(got), len(want))
	}
	answered := answeredIn(t, recording)
	w.memory.forget()
	file := filepath.Join(t.TempDir(), "report.json")
	if o := yourside(t, signedIn(), "scan", "--resume", recording, "-o", "json="+file); o.exit != 3 {
		t.Errorf("exit %d: %s", o.exit, o.errs)
	}
	if asked := w.memory.forget(); answered == 0 || len(asked) != len(w.calls)-answered {
		t.Errorf("%d calls of %d were recorded, %d were asked after it", answered, len(w.calls), len(asked))
	}
	w.compare(t, file, recording)
}
