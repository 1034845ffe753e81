package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/baseline"
)

// The recording has one finding that fails, and the same bucket's versioning
// passes; of the other bucket nothing is known. It was made on 2026-11-24.
const (
	bothChecks = "s3.bucket-versioning,s3.bucket-mfa-delete"
	dataBucket = "arn:aws:s3:::data"
)

func fingerprintOf(id, arn string) string {
	return check.Finding{Check: &check.Check{ID: id}, Resource: inventory.Resource{
		Partition: "aws", Account: "123456789012", Region: "us-east-1", ARN: arn,
	}}.Fingerprint()
}

// accepting makes the working directory a repository with this baseline, below
// whose root it is.
func accepting(t *testing.T, text string) {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{".git", ".yourside", "below"} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(root, "below"))
	if text != "" {
		write(t, filepath.Join(root, baseline.Name), text)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func entryOf(until string) string {
	return fmt.Sprintf("findings:\n- {id: %s, check: s3.bucket-mfa-delete, resource: %q, seen: 2026-11-01, until: %s}\n",
		fingerprintOf("s3.bucket-mfa-delete", dataBucket), dataBucket, until)
}

func exceptionFor(check, until string) string {
	return fmt.Sprintf("exceptions:\n- {check: %s, reason: a lab, owner: alice@example.com, until: %s}\n", check, until)
}

// saved is a report of the same account at which nothing failed, or all did.
func saved(t *testing.T, edit func(string) string) string {
	t.Helper()
	out, errs, exit := run(t, "scan", "--replay", recording(t), "--check", bothChecks, "-o", "json", "-q")
	if exit != exitIncomplete {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	path := filepath.Join(t.TempDir(), "report.json")
	write(t, path, edit(out))
	return path
}

func asItWas(s string) string { return s }

// otherwise is the report in which what fails had another status.
func otherwise(status string) func(string) string {
	return func(s string) string { return strings.Replace(s, `"status": "FAIL"`, `"status": "`+status+`"`, 1) }
}

func TestTheExitCodeFollowsWhatCounts(t *testing.T) {
	failed, passed, unknown := saved(t, asItWas), saved(t, otherwise("PASS")), saved(t, otherwise("UNKNOWN"))
	for name, tc := range map[string]struct {
		baseline string
		args     []string
		exit     int
		outcome  map[string]any
	}{
		"findings win over what is missing": {
			"", []string{"--fail-on=low"}, exitFindings, map[string]any{"failing": 1.0, "incomplete": true, "new_only": false},
		},
		"findings, and all that may be missing": {
			"", []string{"--fail-on=low", "--max-unknown=2"}, exitFindings, map[string]any{"failing": 1.0, "incomplete": false},
		},
		"too mild to count":          {"", []string{"--fail-on=medium", "--max-unknown=2"}, exitOK, map[string]any{"failing": 0.0}},
		"accepted":                   {entryOf("2026-11-24"), []string{"--fail-on=low", "--max-unknown=2"}, exitOK, map[string]any{"failing": 0.0}},
		"accepted, and incomplete":   {entryOf("2026-11-24"), []string{"--fail-on=low", "--max-unknown=1"}, exitIncomplete, map[string]any{"incomplete": true}},
		"no longer accepted":         {entryOf("2026-11-23"), []string{"--fail-on=low", "--max-unknown=2"}, exitFindings, map[string]any{"failing": 1.0}},
		"an exception":               {exceptionFor("s3.*", "2026-11-24"), []string{"--fail-on=low", "--max-unknown=2"}, exitOK, nil},
		"an exception for all":       {exceptionFor("'*'", "never"), []string{"--fail-on=low"}, exitIncomplete, nil},
		"an exception that expired":  {exceptionFor("s3.*", "2026-11-23"), []string{"--fail-on=low", "--max-unknown=2"}, exitFindings, nil},
		"strict":                     {exceptionFor("s3.*", "2026-11-23"), []string{"--strict", "--fail-on=none", "--max-unknown=2"}, exitUsage, nil},
		"strict, and none expired":   {exceptionFor("s3.*", "2026-11-24"), []string{"--strict", "--fail-on=low", "--max-unknown=2"}, exitOK, nil},
		"strict, an expired finding": {entryOf("2026-11-23"), []string{"--strict", "--fail-on=low", "--max-unknown=2"}, exitFindings, nil},
		"nothing new": {
			"", []string{"--new-only", "--since", failed, "--fail-on=low", "--max-unknown=2"}, exitOK,
			map[string]any{"failing": 0.0, "new_only": true, "since": "20261124T120000Z-123456789012"},
		},
		"nothing new, and incomplete": {"", []string{"--new-only", "--since", failed, "--fail-on=low"}, exitIncomplete, nil},
		"new":                         {"", []string{"--new-only", "--since", passed, "--fail-on=low", "--max-unknown=2"}, exitFindings, map[string]any{"failing": 1.0, "new_only": true}},
		"new, as it was not known":    {"", []string{"--new-only", "--since", unknown, "--fail-on=low", "--max-unknown=2"}, exitFindings, nil},
		"new and accepted":            {entryOf("never"), []string{"--new-only", "--since", passed, "--fail-on=low", "--max-unknown=2"}, exitOK, nil},
		"not new, and all count":      {"", []string{"--since", failed, "--fail-on=low", "--max-unknown=2"}, exitFindings, map[string]any{"new_only": false}},
		"nothing to compare with": {
			"", []string{"--new-only", "--fail-on=low", "--max-unknown=2"}, exitFindings, map[string]any{"new_only": false, "failing": 1.0},
		},
		"an unreadable baseline":  {"exceptions: [", []string{"--fail-on=none", "--max-unknown=2"}, exitUsage, nil},
		"a baseline that is none": {"exception: []", []string{"--fail-on=none", "--max-unknown=2"}, exitUsage, nil},
		"no such baseline":        {"", []string{"--baseline", "none.yaml", "--fail-on=none", "--max-unknown=2"}, exitUsage, nil},
		"no such report":          {"", []string{"--since", "none.json", "--fail-on=none", "--max-unknown=2"}, exitUsage, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := recording(t)
			accepting(t, tc.baseline)
			out, errs, exit := run(t, append([]string{"scan", "--replay", dir, "--check", bothChecks, "-o", "json"}, tc.args...)...)
			if exit != tc.exit {
				t.Fatalf("exit %d, want %d: %s", exit, tc.exit, errs)
			}
			if exit == exitUsage {
				if out != "" || strings.Count(errs, "\n") != 1 {
					t.Errorf("more than one line, or a report: %s%s", errs, out)
				}
				return
			}
			var r struct {
				Outcome map[string]any
				Summary struct{ Status map[string]int }
			}
			if err := json.Unmarshal([]byte(out), &r); err != nil {
				t.Fatal(err)
			}
			for key, want := range tc.outcome {
				if r.Outcome[key] != want {
					t.Errorf("%s is %v, want %v", key, r.Outcome[key], want)
				}
			}
			if s := r.Summary.Status; s["FAIL"] != 1 || s["UNKNOWN"] != 2 || s["PASS"] != 1 {
				t.Errorf("what is accepted changed what was found: %v", s)
			}
		})
	}
}

func TestTheBaselineIsNamedAndWarnsOfItself(t *testing.T) {
	dir := recording(t)
	for name, tc := range map[string]struct{ baseline, says string }{
		"the first line":     {entryOf("2027-02-01"), "with 2 checks, baseline ../.yourside/baseline.yaml (findings: 1, exceptions: 0)\n"},
		"expired":            {entryOf("2026-11-01"), "warning: ../.yourside/baseline.yaml:2: the finding s3.bucket-mfa-delete of " + dataBucket + " expired on 2026-11-01: what fails counts again\n"},
		"an exception":       {exceptionFor("s3.*", "2026-11-01"), "baseline.yaml:2: the exception of alice@example.com for s3.* expired on 2026-11-01: what fails counts again (1)\n"},
		"soon":               {entryOf("2026-12-08"), " expires on 2026-12-08\n"},
		"never":              {exceptionFor("s3.*", "never"), " for s3.* never expires\n"},
		"a check of no name": {exceptionFor("s3.bucket-nothing", "2027-02-01"), " for s3.bucket-nothing names no check that there is\n"},
	} {
		t.Run(name, func(t *testing.T) {
			accepting(t, tc.baseline)
			_, errs, _ := run(t, "scan", "--replay", dir, "--check", bothChecks, "-o", "json")
			if !strings.Contains(errs, tc.says) {
				t.Errorf("there is no %q in\n%s", tc.says, errs)
			}
			if out, _, _ := run(t, "scan", "--replay", dir, "--check", bothChecks); !strings.Contains(out, "Baseline ../.yourside/baseline.yaml\n") {
				t.Errorf("the report does not name it:\n%s", out)
			}
		})
	}
	accepting(t, entryOf("2026-12-09"))
	if _, errs, _ := run(t, "scan", "--replay", dir, "--check", bothChecks); strings.Contains(errs, "warning") {
		t.Errorf("a warning 15 days ahead: %s", errs)
	}
	if out, errs, exit := run(t, "demo", "-o", "json", "--check", "s3.bucket-versioning"); exit != exitOK || strings.Contains(errs+out, "baseline") {
		t.Errorf("the demo looks at the baseline of the repository: exit %d, %s", exit, errs)
	}
}

func TestTheConfigurationNamesTheBaselineFromItsFolder(t *testing.T) {
	dir := recording(t)
	accepting(t, exceptionFor("s3.bucket-versioning", "2027-02-01"))
	write(t, filepath.Join("..", ".yourside.yaml"), "baseline: known.yaml\nmax-unknown: 2\nfail-on: low\n")
	write(t, filepath.Join("..", "known.yaml"), entryOf("2027-02-01"))
	if _, errs, exit := run(t, "scan", "--replay", dir, "--check", bothChecks); exit != exitOK || !strings.Contains(errs, ", baseline ../known.yaml (findings: 1") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if out, errs, exit := run(t, "baseline", "lint"); exit != exitOK || out != "" {
		t.Errorf("lint looks at another file than the scan: exit %d: %s%s", exit, out, errs)
	}
	if err := os.Remove(filepath.Join("..", "known.yaml")); err != nil {
		t.Fatal(err)
	}
	if _, errs, exit := run(t, "scan", "--replay", dir, "--check", bothChecks); exit != exitUsage || !strings.Contains(errs, "known.yaml") {
		t.Errorf("a file that is named and not there: exit %d: %s", exit, errs)
	}
}

func TestWhatIsMutedIsInTheReportWithItsReasonAndNoAlert(t *testing.T) {
	dir := recording(t)
	accepting(t, exceptionFor("s3.*", "2027-02-01"))
	out, _, _ := run(t, "scan", "--replay", dir, "--check", bothChecks, "-o", "json")
	if !strings.Contains(out, `"by": "exception"`) || !strings.Contains(out, `"reason": "a lab"`) {
		t.Errorf("the reason is not there:\n%s", out)
	}
	if out, _, _ := run(t, "scan", "--replay", dir, "--check", bothChecks, "-o", "sarif"); len(results(t, out)) != 0 {
		t.Errorf("there is an alert:\n%s", out)
	}
}

func TestAFindingKeepsTheDayOnWhichItWasFirstSeen(t *testing.T) {
	earlier := saved(t, func(s string) string { return strings.ReplaceAll(s, "2026-11-24T12:00", "2026-11-20T08:00") })
	out, _, _ := run(t, "scan", "--replay", recording(t), "--check", bothChecks, "-o", "json", "--since", earlier)
	if !strings.Contains(out, `"first_seen": "2026-11-20T08:00:00Z"`) || strings.Contains(out, `"new": true`) {
		t.Errorf("%s", out)
	}
	later := filepath.Join(t.TempDir(), "later.json")
	write(t, later, out)
	if out, _, _ := run(t, "scan", "--replay", recording(t), "--check", bothChecks, "-o", "json", "--since", later); !strings.Contains(out, "2026-11-20T08:00:00Z") {
		t.Error("the day is lost at the next scan")
	}
}

func TestTheScanBeforeIsOfTheSameAccount(t *testing.T) {
	other := saved(t, func(s string) string { return strings.ReplaceAll(s, "123456789012", "999999999999") })
	_, errs, exit := run(t, "scan", "--replay", recording(t), "--check", bothChecks, "--since", other)
	if exit != exitUsage || !strings.Contains(errs, "no report of account 123456789012, but of 999999999999") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	one, err := os.ReadFile(saved(t, asItWas))
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	both := filepath.Join(t.TempDir(), "both.json")
	write(t, both, `{"schema_version": "1", "reports": [`+string(bytes.Join([][]byte{two, one}, []byte(",")))+`]}`)
	if _, errs, exit := run(t, "scan", "--replay", recording(t), "--check", bothChecks, "--since", both, "--new-only", "--fail-on=low", "--max-unknown=2"); exit != exitOK {
		t.Errorf("of several accounts: exit %d: %s", exit, errs)
	}
}
