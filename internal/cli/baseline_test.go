package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/internal/baseline"
)

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestABaselineIsMadeUsedAndPruned(t *testing.T) {
	dir, report := recording(t), saved(t, asItWas)
	accepting(t, "")
	gate := []string{"scan", "--replay", dir, "--check", bothChecks, "-o", "json", "--fail-on=low", "--max-unknown=2"}
	if _, errs, exit := run(t, "baseline", "update", report); exit != exitUsage || !strings.Contains(errs, "baseline create writes one") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	path := filepath.Join("..", baseline.Name)
	_, errs, exit := run(t, "baseline", "create", report)
	if exit != exitOK || !strings.Contains(errs, "wrote "+path+" (findings: 1 added, 1 in all)\n") || !strings.Contains(errs, "2 verdicts are UNKNOWN") {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v %v", info, err)
	}
	if text := content(t, path); !strings.Contains(text, "seen: 2026-11-24\n    until: 2027-02-22\n") {
		t.Errorf("%s", text)
	}
	if _, errs, exit := run(t, gate...); exit != exitOK {
		t.Errorf("what was accepted counts: exit %d: %s", exit, errs)
	}
	if _, errs, exit := run(t, "baseline", "create", report); exit != exitUsage || !strings.Contains(errs, "baseline update adds to it") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	before := content(t, path)
	if _, errs, exit := run(t, "baseline", "update", report); exit != exitOK || content(t, path) != before {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if _, errs, exit := run(t, "baseline", "prune", report); exit != exitOK || content(t, path) != before {
		t.Errorf("exit %d: %s", exit, errs)
	}
	passed := saved(t, otherwise("PASS"))
	if _, errs, exit := run(t, "baseline", "prune", passed); exit != exitOK || !strings.Contains(errs, "removed: the finding s3.bucket-mfa-delete of "+dataBucket+" is stale") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if _, errs, exit := run(t, gate...); exit != exitFindings {
		t.Errorf("what was removed is muted: exit %d: %s", exit, errs)
	}
}

func TestLintExitsWithWhatItFound(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		exit int
		says string
	}{
		"clean":      {exceptionFor("s3.bucket-versioning", "9999-12-31"), exitOK, ""},
		"for good":   {exceptionFor("s3.bucket-versioning", "never"), exitOK, "baseline.yaml:2: the exception of alice@example.com for s3.bucket-versioning never expires\n"},
		"expired":    {exceptionFor("s3.bucket-versioning", "2020-01-01"), exitFindings, "expired on 2020-01-01"},
		"too much":   {exceptionFor("'*'", "9999-12-31"), exitFindings, "accepts everything"},
		"syntax":     {"exceptions: [", exitUsage, "baseline.yaml:1: did not find"},
		"two fields": {"exceptions:\n- check: a\n  until: never\n", exitUsage, "baseline.yaml:2: an exception lacks reason\n../.yourside/baseline.yaml:2: an exception lacks owner\n"},
		"no file":    {"", exitUsage, ""},
	} {
		t.Run(name, func(t *testing.T) {
			accepting(t, tc.text)
			out, errs, exit := run(t, "baseline", "lint")
			if exit != tc.exit || !strings.Contains(out, tc.says) || (tc.says == "") != (out == "") {
				t.Errorf("exit %d, want %d: %s%s", exit, tc.exit, out, errs)
			}
		})
	}
}

func TestMistakesWithABaselineLeaveItAsItIs(t *testing.T) {
	report := saved(t, asItWas)
	accepting(t, exceptionFor("s3.*", "2027-01-01"))
	path := filepath.Join("..", baseline.Name)
	before := content(t, path)
	for name, tc := range map[string]struct {
		args []string
		says string
	}{
		"no report":          {[]string{"update"}, "takes a saved JSON report"},
		"no such report":     {[]string{"update", "none.json"}, "none.json"},
		"not a report":       {[]string{"update", path}, "at byte "},
		"a day that is none": {[]string{"update", report, "--until", "soon"}, "--until takes a day"},
		"a day before":       {[]string{"update", report, "--until", "2026-11-23"}, "is before the scan, which is of 2026-11-24"},
		"no such file":       {[]string{"prune", report, "--baseline", "none.yaml"}, "none.yaml"},
	} {
		_, errs, exit := run(t, append([]string{"baseline"}, tc.args...)...)
		if exit != exitUsage || !strings.Contains(errs, tc.says) || content(t, path) != before {
			t.Errorf("%s: exit %d: %s", name, exit, errs)
		}
	}
}

func TestAMutelistOfProwlerIsTakenOverOnce(t *testing.T) {
	dir := recording(t)
	accepting(t, "")
	write(t, "mutelist.yaml", `Mutelist:
  Accounts:
    "*":
      Checks:
        "s3_bucket_no_mfa_delete":
          Regions: ["us-east-1"]
          Resources: ["data", "[0-9]+"]
          Description: a lab of alice@example.com
`)
	_, errs, exit := run(t, "baseline", "import", "mutelist.yaml")
	for _, want := range []string{
		`narrowed: mutelist.yaml:5: s3_bucket_no_mfa_delete: "data" has to be the whole name`,
		`not taken over: mutelist.yaml:7: s3_bucket_no_mfa_delete: the resource "[0-9]+" cannot be said`,
		"(exceptions: 1 added, 1 in all)",
	} {
		if exit != exitOK || !strings.Contains(errs, want) {
			t.Errorf("exit %d, and no %q in %s", exit, want, errs)
		}
	}
	if _, errs, exit := run(t, "scan", "--replay", dir, "--check", bothChecks, "-o", "json", "--fail-on=low", "--max-unknown=2"); exit != exitOK {
		t.Errorf("what was taken over counts: exit %d: %s", exit, errs)
	}
	if _, errs, _ := run(t, "baseline", "import", "mutelist.yaml"); !strings.Contains(errs, "(exceptions: 0 added, 1 in all)") {
		t.Errorf("the second time: %s", errs)
	}
	if out, _, exit := run(t, "baseline", "lint"); exit != exitOK {
		t.Errorf("exit %d: %s", exit, out)
	}
}
