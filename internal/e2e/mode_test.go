//go:build e2e && unix

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// modes are those of all that is in a directory, itself included.
func modes(t *testing.T, dir string) map[string]fs.FileMode {
	t.Helper()
	all := map[string]fs.FileMode{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			all[name] = info.Mode()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The user's own mask is that of somebody who hides nothing.
func TestWhatAScanKeepsForItselfIsForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	env := credentialsAt(t, cloudOf(t, small))
	for name, tc := range map[string]struct {
		first string
		exit  int
		kept  string
	}{
		"a recording":                 {"umask 0", 3, "exchanges.jsonl"},
		"a recording that was broken": {"umask 0; ulimit -f 64", 2, "journal.jsonl"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			recordings, file := filepath.Join(dir, "recordings"), filepath.Join(dir, "report.txt")
			o := yoursideAfter(t, tc.first, env, "scan", "--region", "us-east-1", "--api-share", "1", "--record", filepath.Join(recordings, "one"), "-o", "text="+file)
			found := modes(t, recordings)
			if _, ok := found["one/"+tc.kept]; o.exit != tc.exit || !ok {
				t.Errorf("exit %d, %v: %s", o.exit, found, o.errs)
			}
			for name, mode := range found {
				if want := fs.FileMode(0o600); mode.IsRegular() && mode != want || mode.IsDir() && mode.Perm() != 0o700 {
					t.Errorf("%s is %v", name, mode)
				}
			}
			if info, err := os.Stat(file); err != nil || info.Mode() != 0o644 {
				t.Errorf("the report, which is the user's: %v, %v", info, err)
			}
		})
	}
}
