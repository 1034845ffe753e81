package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEachCommandHasAManualPageThatIsTheSameEverywhere(t *testing.T) {
	page := func(dir string) string {
		t.Helper()
		if err := write(dir); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "yourside-scan.1"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	dir := t.TempDir()
	t.Setenv("CI", "")
	here := page(dir)
	for _, want := range []string{".SH SYNOPSIS\n", `\fB--fail-on\fP`, "default: high in CI, none elsewhere"} {
		if !strings.Contains(here, want) {
			t.Errorf("the page of scan lacks %q:\n%s", want, here)
		}
	}
	for _, name := range []string{"yourside.1", "yourside-checks-show.1", "yourside-doctor.1"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	t.Setenv("CI", "true")
	if page(t.TempDir()) != here {
		t.Error("the page is another one in CI")
	}
	if err := write(filepath.Join(dir, "none")); err == nil {
		t.Error("pages were written into no directory")
	}
}
