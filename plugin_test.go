package yourside_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/report"
)

const (
	builtIn = "ec2.volume-encrypted"
	plugged = "acme.volume-owner-tag"
)

func TestACheckOfAnotherModuleIsLikeABuiltInOne(t *testing.T) {
	t.Parallel()
	acme := buildPlugin(t)

	listed := output(t, acme, "checks")
	for _, id := range []string{builtIn, plugged} {
		if !strings.Contains(listed, "\n"+id+" ") {
			t.Errorf("checks does not list %s:\n%s", id, listed)
		}
	}
	if one := output(t, acme, "checks", "--check", plugged); strings.Contains(one, builtIn) || !strings.Contains(one, plugged) {
		t.Errorf("--check selects:\n%s", one)
	}
	shown := output(t, acme, "checks", "show", plugged)
	for _, want := range []string{"EBS volumes name their owner", "ec2:DescribeVolumes", "Tag the volume with Owner"} {
		if !strings.Contains(shown, want) {
			t.Errorf("checks show lacks %q:\n%s", want, shown)
		}
	}
	policy := output(t, acme, "permissions", "--check", plugged)
	if !strings.Contains(policy, `"ec2:DescribeVolumes"`) || strings.Contains(policy, `"s3:`) {
		t.Errorf("not the least policy of a check of volumes:\n%s", policy)
	}
	judges(t, acme)
}

// judges scans the demo, whose tags say what each verdict must be.
func judges(t *testing.T, acme string) {
	t.Helper()
	var r struct {
		report.Report
		Findings []report.Finding `json:"findings"`
	}
	out := output(t, acme, "demo", "--quiet", "--check", plugged, "-o", "json")
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	seen := map[string]int{}
	for _, f := range r.Findings {
		want := "FAIL"
		if f.Resource.Tags["Owner"] != "" {
			want = "PASS"
		}
		if f.Check != plugged || f.Status.String() != want {
			t.Errorf("%s says %s of %s, tagged %v", f.Check, f.Status, f.Resource.Name, f.Resource.Tags)
		}
		seen[want]++
	}
	if seen["PASS"] == 0 || seen["FAIL"] == 0 {
		t.Errorf("the demo should have volumes with and without an owner: %v", seen)
	}
}

// buildPlugin builds the scanner that is a module of its own. Its versions and
// their sums are ours, so it needs no network and cannot fall behind.
func buildPlugin(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	copyFile(t, "testdata/plugin/go.mod", filepath.Join(dir, "go.mod"))
	copyFile(t, "go.sum", filepath.Join(dir, "go.sum"))
	binary := filepath.Join(dir, "acme.exe")
	build := exec.CommandContext(t.Context(), "go", "build", "-mod=mod", "-modfile", filepath.Join(dir, "go.mod"), "-o", binary, ".")
	build.Dir = "testdata/plugin"
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the plugin: %v\n%s", err, out)
	}
	return binary
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// output runs the binary and returns what it says on its standard output.
func output(t *testing.T, binary string, args ...string) string {
	t.Helper()
	var errs strings.Builder
	c := exec.CommandContext(t.Context(), binary, args...)
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	return string(out)
}
