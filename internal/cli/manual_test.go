package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestEachCommandHasAManualPageThatIsTheSameEverywhere(t *testing.T) {
	page := func(dir string) string {
		t.Helper()
		if _, errs, exit := run(t, "man", dir); exit != exitOK || !strings.Contains(errs, "pages into "+dir) {
			t.Fatalf("exit %d: %s", exit, errs)
		}
		text, err := os.ReadFile(filepath.Join(dir, "yourside-scan.1"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	dir := t.TempDir()
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
	for _, args := range [][]string{{"man"}, {"man", filepath.Join(dir, "none")}} {
		if _, errs, exit := run(t, args...); exit != exitUsage {
			t.Errorf("%v: exit %d: %s", args, exit, errs)
		}
	}
}

func TestShellsCompleteCommandsFlagsAndTheirValues(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		out, _, exit := run(t, "completion", shell)
		if exit != exitOK || !strings.Contains(out, "yourside") {
			t.Errorf("%s: exit %d", shell, exit)
		}
		if path, err := exec.LookPath(shell); err == nil && shell != "powershell" {
			c := exec.CommandContext(t.Context(), path, "-n")
			c.Stdin = strings.NewReader(out)
			if said, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s does not read it: %s", shell, said)
			}
		}
	}
	for value, args := range map[string][]string{
		"permissions": {"perm"}, "--fail-on": {"scan", "--fail"}, "ec2.volume-encrypted": {"scan", "--check", "ec2.vol"},
		"cis-7.0": {"checks", "--framework", "cis-7"}, "sarif": {"demo", "-o", "sa"}, "critical": {"permissions", "--severity", ""},
	} {
		out, _, _ := run(t, append([]string{"__complete"}, args...)...)
		if !strings.Contains(out, value) {
			t.Errorf("%v is not completed to %s:\n%s", args, value, out)
		}
	}
}
