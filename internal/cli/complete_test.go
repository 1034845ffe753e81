package cli

import (
	"os/exec"
	"strings"
	"testing"
)

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
