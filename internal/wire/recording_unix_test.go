//go:build unix

package wire

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestARecordingIsForItsOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := small().write(dir); err != nil {
		t.Fatal(err)
	}
	want := map[string]fs.FileMode{".": 0o700, manifestFile: 0o600, exchangesFile: 0o600}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(want)-1 {
		t.Errorf("%v, %v", entries, err)
	}
	for name, mode := range want {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v, want %v", name, info.Mode(), err, mode)
		}
	}
}

func TestAFileIsReplacedWhereItIs(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "real.json"), filepath.Join(dir, "link.json")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, 0o644, writes("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(file)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v: who could not read it before must not now", info.Mode(), err)
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != "new" {
		t.Errorf("%q, %v", content, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link is gone: %v, %v", info.Mode(), err)
	}
}

// alone runs the test in a process of its own, and reports whether this is it:
// no file of that may grow beyond a size, not even what this one logs.
func alone(t *testing.T) bool {
	t.Helper()
	const mark = "TEST_ALONE"
	if os.Getenv(mark) != "" {
		return true
	}
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
	c.Env = append(os.Environ(), mark+"=1")
	if said, err := c.CombinedOutput(); err != nil || !strings.HasPrefix(string(said), "PASS") {
		t.Errorf("%v\n%s", err, said)
	}
	return false
}

const room = 1 << 10

// full has no file grow beyond that, as if the disk were full.
func full(t *testing.T, do func()) {
	t.Helper()
	var usual syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	limited := usual
	limited.Cur = room
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited); err != nil {
		t.Fatal(err)
	}
	do()
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
		t.Fatal(err)
	}
}

func TestAFullDiskLeavesTheOldFile(t *testing.T) {
	if !alone(t) {
		return
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "report.json")
	if err := WriteFile(name, 0o644, writes("old")); err != nil {
		t.Fatal(err)
	}
	var err error
	full(t, func() { err = WriteFile(name, 0o644, writes(strings.Repeat("x", 2*room))) })
	if err == nil {
		t.Error("no error")
	}
	if content, err := os.ReadFile(name); err != nil || string(content) != "old" {
		t.Errorf("%q, %v", content, err)
	}
	leftovers(t, dir)
}

func TestWhatAFullDiskHadNoRoomForIsAskedLater(t *testing.T) {
	if !alone(t) {
		return
	}
	first := begun(t)
	before, x := exchange("kms:DescribeKey", "before")
	first.keep(before, x)
	after, y := exchange("kms:ListKeys", strings.Repeat("x", 2*room))
	full(t, func() { first.keep(after, y) })
	last, z := exchange("sts:GetCallerIdentity", "there is room again")
	first.keep(last, z)
	if err := first.Finish(time.Time{}); !errors.Is(err, syscall.EFBIG) {
		t.Errorf("%v", err)
	}
	closed(t, first)
	leftovers(t, first.dir)
	if _, err := os.Stat(filepath.Join(first.dir, exchangesFile)); err == nil {
		t.Error("a recording was finished that lacks something")
	}
	second := resumed(t, first.dir)
	for call, want := range map[Call]bool{before: true, after: false, last: false} {
		if _, ok := second.take(call); ok != want {
			t.Errorf("%s is there: %v", call.Operation, ok)
		}
	}
}

func TestARecordingThatCannotBeginIsNone(t *testing.T) {
	if !alone(t) {
		return
	}
	dir := t.TempDir()
	var err error
	full(t, func() { _, err = Begin(dir, Manifest{Checks: []string{strings.Repeat("x", 2*room)}}, us) })
	if !errors.Is(err, syscall.EFBIG) || len(filesIn(t, dir)) > 0 {
		t.Errorf("%v: %v", err, filesIn(t, dir))
	}
}

func TestOneScanAtATimeGoesOnWithARecording(t *testing.T) {
	first := begun(t)
	if _, err := Resume(first.dir, us); err == nil || err.Error() != "another scan is writing into it" {
		t.Errorf("%v", err)
	}
	closed(t, first)
	resumed(t, first.dir)
}

func TestAJournalIsForItsOwnerOnly(t *testing.T) {
	info, err := os.Stat(filepath.Join(begun(t).dir, journalFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
