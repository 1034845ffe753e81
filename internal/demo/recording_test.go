//go:build e2e

package demo_test

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/wiretest"
)

const python = "../../.venv/bin/python"

func TestTheRecordingIsWhatAWSWouldAnswer(t *testing.T) {
	recording, err := demo.Recording()
	if err != nil {
		t.Fatal(err)
	}
	wiretest.Recorded(t, recording.Exchanges)
}

func TestTheRecordingIsWhatItsSourcesMake(t *testing.T) {
	readAll(t, "../../testdata/demo")
	read(t, "../../testdata/requirements.txt")
	dir := t.TempDir()
	binary := filepath.Join(dir, "yourside.exe")
	run(t, "go", "build", "-o", binary, "../../cmd/yourside")
	run(t, python, "../../testdata/demo/build.py", binary, dir)
	for _, name := range []string{"manifest.json", "exchanges.jsonl"} {
		had, made := bytes.Split(read(t, name), []byte("\n")), bytes.Split(read(t, filepath.Join(dir, name)), []byte("\n"))
		if len(had) != len(made) {
			t.Errorf("%s has %d lines, a new one %d: run testdata/demo/build.py", name, len(had), len(made))
		}
		for i := range min(len(had), len(made)) {
			if !bytes.Equal(had[i], made[i]) {
				t.Fatalf("line %d of %s is\n%s\na new one is\n%s\nrun testdata/demo/build.py", i+1, name, had[i], made[i])
			}
		}
	}
}

// readAll makes a change of the files one of the test.
func readAll(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() == "__pycache__" {
			return cmp.Or(err, fs.SkipDir)
		}
		if !e.IsDir() {
			read(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func run(t *testing.T, command string, args ...string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), command, args...)
	c.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1") // or the sources' folder would have changed
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", command, args, err, out)
	}
}
