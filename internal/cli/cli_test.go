package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/internal/wire"
)

// The tests mean a shell in which nothing of this is set; those that set
// something say so.
func TestMain(m *testing.M) {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if slices.ContainsFunc([]string{"AWS_", "YOURSIDE_", "CI", "TERM", "NO_COLOR", "CLICOLOR", "XDG_"}, func(prefix string) bool {
			return strings.HasPrefix(name, prefix)
		}) {
			if err := os.Unsetenv(name); err != nil {
				panic(err)
			}
		}
	}
	home, err := os.MkdirTemp("", "yourside-home-") // with no files of whoever runs the tests
	for _, name := range []string{"HOME", "XDG_STATE_HOME", "LocalAppData"} {
		if err == nil {
			err = os.Setenv(name, home)
		}
	}
	if err != nil {
		panic(err)
	}
	exit := m.Run()
	_ = os.RemoveAll(home)
	os.Exit(exit)
}

func run(t *testing.T, args ...string) (out, errs string, exit int) {
	t.Helper()
	var o, e bytes.Buffer
	exit = Run(args, &o, &e, nil)
	return o.String(), e.String(), exit
}

// recording writes a small account: two buckets, one of them unreadable.
func recording(t *testing.T) string {
	t.Helper()
	const xml, query = "application/xml", "text/xml"
	x := func(op, input string, status int, kind, body string) wire.Exchange {
		return wire.Exchange{Operation: op, Region: "us-east-1", Input: json.RawMessage(input), Status: status, ContentType: kind, Body: body}
	}
	return save(t, wire.Recording{
		Manifest: wire.Manifest{
			Version: 1, Exchanges: 5, Home: "us-east-1", Started: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Ended: time.Date(2026, 11, 24, 12, 0, 9, 0, time.UTC),
		},
		Exchanges: []wire.Exchange{
			x("sts:GetCallerIdentity", `{}`, 200, query, `<GetCallerIdentityResponse><GetCallerIdentityResult>`+
				`<Arn>arn:aws:iam::123456789012:user/auditor</Arn><UserId>AIDA</UserId><Account>123456789012</Account>`+
				`</GetCallerIdentityResult></GetCallerIdentityResponse>`),
			x("ec2:DescribeRegions", `{"AllRegions":true}`, 200, query, `<DescribeRegionsResponse><regionInfo>`+
				`<item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>`+
				`<item><regionName>me-south-1</regionName><optInStatus>not-opted-in</optInStatus></item>`+
				`</regionInfo></DescribeRegionsResponse>`),
			x("s3:ListBuckets", `{"MaxBuckets":1000}`, 200, xml, `<ListAllMyBucketsResult><Buckets>`+
				`<Bucket><Name>data</Name><BucketRegion>us-east-1</BucketRegion></Bucket>`+
				`<Bucket><Name>logs</Name><BucketRegion>us-east-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>`),
			x("s3:GetBucketVersioning", `{"Bucket":"data"}`, 200, xml, `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`),
			x("s3:GetBucketVersioning", `{"Bucket":"logs"}`, 403, xml, `<Error><Code>AccessDenied</Code><Message>no</Message></Error>`),
		},
	})
}

// save writes a finished recording.
func save(t *testing.T, r wire.Recording) string {
	t.Helper()
	dir := t.TempDir()
	var exchanges []any
	for _, x := range r.Exchanges {
		exchanges = append(exchanges, x)
	}
	for name, values := range map[string][]any{"manifest.json": {r.Manifest}, "exchanges.jsonl": exchanges} {
		var b bytes.Buffer
		for e := json.NewEncoder(&b); len(values) > 0; values = values[1:] {
			if err := e.Encode(values[0]); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestADeniedBucketIsUnknownInTheReportAndInTheExitCode(t *testing.T) {
	dir := recording(t)
	out, errs, exit := run(t, "scan", "--replay", dir, "--check", "s3.bucket-versioning", "-o", "json", "--fail-on", "none")
	if exit != exitIncomplete {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	for _, want := range []string{`"complete": false`, `"status": "PASS"`, `"status": "UNKNOWN"`, `"operation": "s3:GetBucketVersioning"`, `"reason": "denied"`, `"code": "AccessDenied"`} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %s:\n%s", want, out)
		}
	}
	again, _, _ := run(t, "scan", "--replay", dir, "--check", "s3.bucket-versioning", "-o", "json", "--fail-on", "none")
	if again != out {
		t.Error("two replays differ")
	}
}

func TestMistakesAreOneLineAndExitTwo(t *testing.T) {
	dir := recording(t)
	cut := recording(t)
	lines, err := os.ReadFile(filepath.Join(cut, "exchanges.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(cut, "exchanges.jsonl"), lines[:len(lines)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	newer := recording(t)
	if err := os.WriteFile(filepath.Join(newer, "manifest.json"), []byte(`{"version": 99}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		says string
	}{
		"a misspelt check":     {[]string{"scan", "--check", "s3.bucket-versionin"}, `did you mean "s3.bucket-versioning"?`},
		"a misspelt domain":    {[]string{"checks", "--domain", "dat"}, `did you mean "data"?`},
		"a misspelt format":    {[]string{"scan", "-o", "jsn"}, `did you mean "json"?`},
		"a misspelt flag":      {[]string{"scan", "--chek", "x"}, "did you mean --check?"},
		"a misspelt region":    {[]string{"scan", "--replay", dir, "--region", "us-est-1"}, `did you mean "us-east-1"?`},
		"a cut recording":      {[]string{"scan", "--replay", cut}, "recording"},
		"a newer recording":    {[]string{"scan", "--replay", newer}, "version 99"},
		"no recording":         {[]string{"scan", "--replay", t.TempDir()}, "this is no recording"},
		"an unwritable output": {[]string{"scan", "--replay", dir, "-o", "json=/nonexistent/r.json"}, "/nonexistent"},
	} {
		t.Run(name, func(t *testing.T) {
			_, errs, exit := run(t, tc.args...)
			if exit != exitUsage {
				t.Errorf("exit %d, want %d", exit, exitUsage)
			}
			if !strings.Contains(errs, tc.says) {
				t.Errorf("stderr does not say %q:\n%s", tc.says, errs)
			}
		})
	}
}

func TestPermissionsAreThoseOfTheSelectedChecks(t *testing.T) {
	out, _, _ := run(t, "permissions", "--check", "s3.bucket-versioning")
	for _, want := range []string{"s3:ListAllMyBuckets", "s3:GetBucketVersioning", "ec2:DescribeRegions"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if strings.Contains(out, "kms:") {
		t.Errorf("more than needed:\n%s", out)
	}
}

func TestMoreUnknownThanAllowedIsIncomplete(t *testing.T) {
	dir := recording(t)
	for most, want := range map[string]int{"0": exitIncomplete, "1": exitOK, "2": exitOK, "-1": exitUsage} {
		_, errs, exit := run(t, "scan", "--replay", dir, "--check", "s3.bucket-versioning", "--fail-on", "none", "--max-unknown="+most)
		if exit != want {
			t.Errorf("--max-unknown %s: exit %d, want %d: %s", most, exit, want, errs)
		}
	}
}

func TestWhatDoesNotApplyIsSaidWhenAskedFor(t *testing.T) {
	for _, verbose := range []bool{true, false} {
		args := []string{"demo", "-o", "text", "--check", "kms.key-rotation-enabled"}
		if verbose {
			args = append(args, "--verbose")
		}
		if out, _, _ := run(t, args...); strings.Contains(out, "  N/A     medium    KMS customer symmetric keys") != verbose {
			t.Errorf("verbose %t:\n%s", verbose, out)
		}
	}
}

func TestFailOnGates(t *testing.T) {
	dir := recording(t)
	for level, want := range map[string]int{"low": exitFindings, "medium": exitIncomplete, "high": exitIncomplete, "none": exitIncomplete} {
		if _, errs, exit := run(t, "scan", "--replay", dir, "--check", "s3.bucket-versioning,s3.bucket-mfa-delete", "--fail-on", level); exit != want {
			t.Errorf("--fail-on %s: exit %d, want %d: %s", level, exit, want, errs)
		}
	}
}
