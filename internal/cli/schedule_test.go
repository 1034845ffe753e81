package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// withSystemd has a systemd that only says what it was told, and a user with a
// new home. It returns what was said, and the home.
func withSystemd(t *testing.T) (said func() string, home string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("what other systems are told is tested with their files")
	}
	noPast(t)
	dir, home := t.TempDir(), t.TempDir()
	log := filepath.Join(dir, "log")
	script := "#!/bin/sh\necho \"$@\" >> '" + log + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "systemctl"), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	return func() string {
		content, _ := os.ReadFile(log) // nothing was said
		return string(content)
	}, home
}

func TestAScheduleIsShownFirstAndInstalledOnceAndRemoved(t *testing.T) {
	said, home := withSystemd(t)
	install := []string{"schedule", "install", "--daily", "--profile", "audit/eu", "--at", "07:30"}
	units := filepath.Join(home, ".config", "systemd", "user")
	shown, errs, exit := run(t, append(install, "--dry-run")...)
	if _, err := os.Stat(units); exit != exitOK || errs != "" || err == nil || said() != "" {
		t.Fatalf("exit %d, %v: %s%s", exit, err, errs, said())
	}
	for _, want := range []string{"OnCalendar=*-*-* 07:30:00\n", `" "scan" "--scheduled" "--profile=audit/eu" "--output=text=`, "$ systemctl --user enable --now yourside-audit_eu-"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %s in\n%s", want, shown)
		}
	}
	for range 2 {
		out, errs, exit := run(t, install...)
		if exit != exitOK || out != shown || !strings.Contains(errs, "installed") {
			t.Errorf("exit %d: %s%s", exit, errs, out)
		}
	}
	all, err := filepath.Glob(filepath.Join(units, "yourside-audit_eu-*"))
	if err != nil || len(all) != 2 {
		t.Fatalf("%v, %v", all, err)
	}
	for _, path := range all {
		if content, err := os.ReadFile(path); err != nil || !strings.Contains(shown, string(content)) {
			t.Errorf("%s was not shown: %v", path, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
	}
	if out, _, exit := run(t, "schedule", "status", "--profile", "audit/eu"); exit != exitOK || !strings.Contains(out, "Scheduled for profile audit/eu by:\n") || !strings.Contains(out, "The history has no scan of it yet.\n") {
		t.Errorf("exit %d: %s", exit, out)
	}
	if out, _, exit := run(t, "schedule", "status"); exit != exitOK || out != "Nothing is scheduled.\n" {
		t.Errorf("exit %d: %s", exit, out)
	}
	for range 2 {
		if _, errs, exit := run(t, "schedule", "remove", "--profile", "audit/eu"); exit != exitOK {
			t.Errorf("exit %d: %s", exit, errs)
		}
	}
	if all, _ := filepath.Glob(filepath.Join(units, "*")); len(all) > 0 || strings.Count(said(), "--user disable --now yourside-audit_eu-") != 1 {
		t.Errorf("left: %v, said: %s", all, said())
	}
}

func TestAScheduleHasTheFlagsOfScan(t *testing.T) {
	withSystemd(t)
	t.Chdir(t.TempDir())
	out, errs, exit := run(t, "schedule", "install", "--daily", "--dry-run", "--", "--severity", "high", "-o", "json=r.json",
		"--notify-webhook", "https://chat.example.com/hooks/T0KEN?key=S3CRET")
	if exit != exitOK || !strings.Contains(out, `"--severity" "high" "-o" `) || strings.Contains(out, "--output=text=") {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
	if strings.Contains(out+errs, "T0KEN") || strings.Contains(out+errs, "S3CRET") || !strings.Contains(out, "https://chat.example.com/...") {
		t.Errorf("the address is shown:\n%s", out)
	}
	if err := os.WriteFile(".yourside.yaml", []byte("output: json=mine.json\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, exit := run(t, "schedule", "install", "--daily", "--dry-run"); exit != exitOK || strings.Contains(out, "--output") {
		t.Errorf("the file says where the report goes: exit %d: %s%s", exit, errs, out)
	}
	for says, args := range map[string][]string{
		"say how often": {},
		`--at takes a time such as 07:30, not "25:00"`:  {"--daily", "--at", "25:00"},
		"did you mean --severity?":                      {"--daily", "--", "--severty", "high"},
		`scan takes flags only, not "now"`:              {"--daily", "--", "now"},
		"--profile is no flag of a scheduled scan":      {"--daily", "--", "--profile", "x"},
		"--no-history is no flag of a scheduled scan":   {"--daily", "--", "--no-history"},
		"characters that cannot be in the file":         {"--daily", "--profile", "a\nb"},
		"flags of scan come after --":                   {"--daily", "now"},
		"--notify-webhook takes an address that begins": {"--daily", "--", "--notify-webhook", "http://chat.example.com/T0KEN"},
	} {
		_, errs, exit := run(t, append([]string{"schedule", "install", "--dry-run"}, args...)...)
		if exit != exitUsage || !strings.Contains(errs, says) || strings.Contains(errs, "T0KEN") {
			t.Errorf("%v: exit %d: %s", args, exit, errs)
		}
	}
}

// What a system refuses is not scheduled, so nothing must be left that says it is.
func TestASystemThatRefusesAScheduleSaysSo(t *testing.T) {
	_, home := withSystemd(t)
	failing := func(t *testing.T, command string) {
		t.Helper()
		dir := t.TempDir()
		script := "#!/bin/sh\ncase \"$*\" in *" + command + "*) echo 'Failed to connect to bus' >&2; exit 1;; esac\n"
		if err := os.WriteFile(filepath.Join(dir, "systemctl"), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	}
	units := filepath.Join(home, ".config", "systemd", "user", "*")
	for _, command := range []string{"daemon-reload", "enable", "restart"} {
		t.Run(command, func(t *testing.T) {
			failing(t, command)
			_, errs, exit := run(t, "schedule", "install", "--daily")
			if exit != exitUsage || !strings.Contains(errs, "Failed to connect to bus\n") ||
				!strings.Contains(errs, "nothing is scheduled, for the system does not take it: systemctl --user "+command) {
				t.Errorf("exit %d: %s", exit, errs)
			}
			if left, _ := filepath.Glob(units); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
			if out, _, _ := run(t, "schedule", "status"); out != "Nothing is scheduled.\n" {
				t.Errorf("status: %s", out)
			}
		})
	}
	if _, errs, exit := run(t, "schedule", "install", "--daily", "--at", "07:30"); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	failing(t, "e") // all
	_, errs, exit := run(t, "schedule", "install", "--daily", "--at", "08:45")
	if exit != exitUsage || !strings.Contains(errs, "the files of before are back, and it does not take them either") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if timer := content(t, filepath.Join(filepath.Dir(units), "yourside.timer")); !strings.Contains(timer, "07:30") {
		t.Errorf("the schedule of before is lost:\n%s", timer)
	}
	out, errs, exit := run(t, "schedule", "status")
	if exit != exitOK || strings.Contains(out, "Scheduled by") || !strings.Contains(out, "Perhaps nothing is scheduled: the system does not say so") ||
		!strings.Contains(errs, "warning: the system does not say: ") {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
}
