package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/internal/config"
)

func TestTheCommandLineGoesBeforeTheEnvironmentBeforeTheFileBeforeTheDefault(t *testing.T) {
	repository(t, "version: 1\nfail-on: low\nregion: [eu-west-1, us-east-1]\nparameters:\n  iam.access-key-rotated:\n    max-age-days: 45\n")
	show := func() map[string]string {
		t.Helper()
		out, errs, exit := run(t, "config", "show")
		if exit != exitOK {
			t.Fatalf("exit %d: %s", exit, errs)
		}
		all := map[string]string{}
		for line := range strings.Lines(out) {
			cells := regexp.MustCompile(` {2,}`).Split(strings.TrimSpace(line), 3)
			all[cells[0]] = cells[1] + " from " + filepath.Base(cells[2])
		}
		return all
	}
	got := show()
	for name, want := range map[string]string{
		"fail-on": "low from .yourside.yaml:2", "region": "eu-west-1,us-east-1 from .yourside.yaml:3", "concurrency": "512 from the default",
		"iam.access-key-rotated/max-age-days": "45 from .yourside.yaml:6", "check": "- from the default",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	t.Setenv("YOURSIDE_FAIL_ON", "medium")
	if got := show()["fail-on"]; got != "medium from YOURSIDE_FAIL_ON" {
		t.Errorf("fail-on is %s", got)
	}
}

func TestAScanGoesByTheFileAndByTheCommandLineFirst(t *testing.T) {
	signedIn(t, &cloud{})
	repository(t, "check: ["+versioning+"]\nfail-on: low\nmax-unknown: 3\noutput: [json=report.json]\n")
	_, errs, exit := run(t, "scan")
	if !strings.Contains(errs, "with 1 checks") {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	// The path is from the folder of the file, wherever in the repository one is.
	r := reportIn(t, filepath.Join("..", "..", "report.json"))
	if r.Outcome.FailOn != "low" || r.Outcome.MaxUnknown != 3 || !slices.Equal(r.Scan.Checks, []string{versioning}) {
		t.Errorf("%+v of %v", r.Outcome, r.Scan.Checks)
	}
	out, _, _ := run(t, "scan", "--fail-on", "critical", "-o", "json", "-q")
	if r := parse(t, []byte(out)); r.Outcome.FailOn != "critical" {
		t.Errorf("it fails on %s", r.Outcome.FailOn)
	}
	if policy, _, _ := run(t, "permissions"); !strings.Contains(policy, "s3:GetBucketVersioning") || strings.Contains(policy, "ec2:DescribeVolumes") {
		t.Errorf("not the policy of the checks that are configured:\n%s", policy)
	}
}

// A parameter that is set decides, and the report says so.
func TestAParameterOfTheFileDecides(t *testing.T) {
	const file = "check: [iam.password-min-length]\nparameters:\n  iam.password-min-length: {min-length: 200}\n"
	repository(t, file)
	recording := filepath.Join(t.TempDir(), "recording")
	signedIn(t, &cloud{})
	run(t, "scan", "--record", recording, "-q", "-o", "json=report.json")
	r := reportIn(t, "report.json")
	if r.Scan.Parameters["iam.password-min-length/min-length"] != 200.0 {
		t.Errorf("the report has the parameters %v", r.Scan.Parameters)
	}
	out, _, _ := run(t, "demo", "-q", "-o", "json", "--check", "iam.password-min-length")
	if r := parse(t, []byte(out)); r.Scan.Parameters != nil {
		t.Error("the demo goes by the file of whoever shows it")
	}
}

func TestMistakesInTheFileAreSaidWithTheirLine(t *testing.T) {
	for text, says := range map[string]string{
		"fial-on: high":                   "line 1: there is no key fial-on; did you mean fail-on?",
		"record: here":                    "line 1: there is no key record; did you mean ",
		"fail-on: hgh":                    "", // as on the command line
		"fail-on: [low, high]":            "line 1: fail-on takes one value, not a list",
		"\nconcurrency: many":             `line 2: "many" is not a value of concurrency`,
		"region: []":                      `line 1: "" is not a value of region`,
		"output: [json=../report.json]":   "line 1: the output json=../report.json leads out of the folder of this file",
		"output: [json=/etc/report.json]": "line 1: the output json=/etc/report.json leads out of the folder of this file",
		"parameters:\n  iam.access-key-rotatd:\n    max-age-days: 1":    "line 3: there is no check iam.access-key-rotatd; did you mean iam.access-key-rotated?",
		"parameters:\n  iam.access-key-rotated:\n    max-age-day: 1":    "line 3: the check iam.access-key-rotated has no parameter max-age-day; did you mean max-age-days?",
		"parameters:\n  iam.access-key-rotated:\n    max-age-days: ten": `line 3: iam.access-key-rotated/max-age-days takes a whole number, not "ten"`,
		"parameters:\n  iam.access-key-rotated:\n    max-age-days: [1]": "line 3: iam.access-key-rotated/max-age-days takes one value, not a list",
		"parameters:\n  vpc.sg-no-open-any-port:\n    tcp-ports: [a]":   `line 3: vpc.sg-no-open-any-port/tcp-ports takes whole numbers, not "a"`,
		"parameters:\n  ec2.volume-encrypted:\n    max-age-days: 1":     "line 3: the check ec2.volume-encrypted has no parameters",
	} {
		repository(t, text)
		out, errs, exit := run(t, "scan")
		if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, says) {
			t.Errorf("%q: exit %d: %s%s, want %s", text, exit, errs, out, says)
		}
		if _, _, exit := run(t, "config", "validate"); exit != exitUsage && says != "" {
			t.Errorf("%q is valid: exit %d", text, exit)
		}
	}
}

// Everything that the template offers can be turned on as it stands.
func TestTheFileToBeginWithSaysNothingAndIsValidWhenUncommented(t *testing.T) {
	repository(t, "")
	t.Chdir(t.TempDir())
	if _, errs, exit := run(t, "init"); exit != exitOK || !strings.Contains(errs, "wrote "+config.Name) {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	text, err := os.ReadFile(config.Name)
	if err != nil {
		t.Fatal(err)
	}
	if out, _, exit := run(t, "config", "show"); exit != exitOK || strings.Contains(out, config.Name) {
		t.Errorf("the template sets something:\n%s", out)
	}
	if out, _, exit := run(t, "config", "validate"); exit != exitOK || !strings.HasSuffix(out, config.Name+" is valid\n") {
		t.Errorf("exit %d: %s", exit, out)
	}
	setting := regexp.MustCompile(`(?m)^# ((?:accounts|parameters|  .*|[a-z-]+): ?.*|  - id: .*|    name: .*|    # .*)$`)
	full := setting.ReplaceAllString(string(text), "$1")
	if !strings.Contains(full, "\nfail-on: ") || !strings.Contains(full, "\nparameters:\n") || !strings.Contains(full, "\n    max-age-days: 90\n") {
		t.Fatalf("uncommented it is\n%s", full)
	}
	full = regexp.MustCompile(`(?m)^[a-z-]+: (\[\]|"")$`).ReplaceAllString(full, "") // which mean the default
	if err := os.WriteFile(config.Name, []byte(full), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, exit := run(t, "config", "validate"); exit != exitOK {
		t.Errorf("exit %d: %s%s in\n%s", exit, out, errs, full)
	}
	if _, errs, exit := run(t, "init"); exit != exitUsage || !strings.Contains(errs, "is there already") {
		t.Errorf("exit %d: %s", exit, errs)
	}
}

// A recording is gone on with as it was begun, whatever the file says by now.
func TestAReplayAsksWhatTheRecordingDid(t *testing.T) {
	signedIn(t, &cloud{})
	recording := filepath.Join(t.TempDir(), "recording")
	run(t, "scan", "--check", versioning, "--record", recording, "-q", "-o", "text")
	repository(t, "check: [ec2.volume-encrypted]\nfail-on: low\n")
	out, errs, _ := run(t, "scan", "--replay", recording, "-q", "-o", "json")
	if r := parse(t, []byte(out)); !slices.Equal(r.Scan.Checks, []string{versioning}) || r.Outcome.FailOn != "low" {
		t.Errorf("it asks for %v: %s", r.Scan.Checks, errs)
	}
}
