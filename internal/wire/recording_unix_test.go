//go:build unix

package wire

import (
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

func TestARecordingIsForItsOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := small().Save(dir); err != nil {
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
	if err := WriteFile(link, []byte("new"), 0o644); err != nil {
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

// A limit on the size of files stands for a disk that is full.
func TestAFullDiskLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "report.json")
	if err := WriteFile(name, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	var usual syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	full := usual
	full.Cur = 1 << 20 // what the test itself logs is a file too
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		t.Fatal(err)
	}
	err := WriteFile(name, make([]byte, 1<<21), 0o644)
	if restored := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &usual); restored != nil {
		t.Fatal(restored)
	}
	if err == nil {
		t.Error("no error")
	}
	if content, err := os.ReadFile(name); err != nil || string(content) != "old" {
		t.Errorf("%q, %v", content, err)
	}
	leftovers(t, dir)
}
