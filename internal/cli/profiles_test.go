package cli

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/report"
)

// profiles has a shared configuration with profiles of two accounts, one of them
// twice, and one that nobody is signed in to.
func profiles(t *testing.T) {
	t.Helper()
	c, other := signedIn(t, &cloud{}), &cloud{account: "210987654321"}
	other.Server = httptest.NewServer(other)
	t.Cleanup(other.Close)
	const keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\nregion = us-east-1\nendpoint_url = "
	file := filepath.Join(t.TempDir(), "config")
	text := "[profile shop]\n" + keys + c.URL + "\n[profile again]\n" + keys + c.URL + "\n[profile lab]\n" + keys + other.URL +
		"\n[profile out]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = audit\nregion = us-east-1\n" +
		"[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, "")
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("AWS_CONFIG_FILE", file)
}

func TestEachProfileIsAnAccountInOneReport(t *testing.T) {
	profiles(t)
	file := filepath.Join(t.TempDir(), "all.json")
	out, errs, exit := run(t, "scan", "--profile", "shop", "--profile", "lab,again", "--check", versioning, "-o", "text", "-o", "json="+file)
	if exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	for _, want := range []string{
		"profile again is left out: it is of account 123456789012, which was scanned as profile shop", "exit 0: 2 of 3 profiles were scanned",
	} {
		if !strings.Contains(errs, want) {
			t.Errorf("it does not say %q:\n%s", want, errs)
		}
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Reports []report.Report }
	if err := json.Unmarshal(content, &all); err != nil || len(all.Reports) != 2 ||
		all.Reports[0].Scan.Account != "123456789012" || all.Reports[1].Scan.Account != "210987654321" {
		t.Errorf("%d reports: %v", len(all.Reports), err)
	}
	if strings.Count(out, "Account  ") != 3 || !strings.Contains(out, "\n210987654321 ") {
		t.Errorf("the text does not sum up the accounts:\n%s", out)
	}
}

// An account that could not be signed in to is missing, and the exit code says so.
func TestAProfileThatCannotSignInIsNoReasonToLeaveOutTheOthers(t *testing.T) {
	profiles(t)
	out, errs, exit := run(t, "scan", "--profile", "out,shop", "--check", versioning, "-o", "json")
	if exit != exitIncomplete || !strings.Contains(errs, "yourside: profile out: there is no SSO sign-in, or it has expired: run `aws sso login --profile out`") ||
		!strings.Contains(errs, "exit 3: 1 of 2 profiles were scanned") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	var all struct{ Reports []report.Report }
	if err := json.Unmarshal([]byte(out), &all); err != nil || len(all.Reports) != 2 || all.Reports[1].Scan.Account != "123456789012" {
		t.Errorf("%d reports: %v", len(all.Reports), err)
	}
	if out, _, exit := run(t, "scan", "--profile", "out,out", "--check", versioning, "-o", "json"); exit != exitIncomplete || out != "" {
		t.Errorf("nobody is signed in: exit %d: %s", exit, out)
	}
	dir := filepath.Join(t.TempDir(), "new")
	if _, errs, exit := run(t, "scan", "--profile", "shop,lab", "--record", dir); exit != exitUsage || !strings.Contains(errs, "name its profile alone") {
		t.Errorf("exit %d: %s", exit, errs)
	}
}

// What one format lacks somebody takes for fine, as Jenkins and GitLab do.
func TestAnAccountThatCouldNotBeSignedInToIsInEachFormat(t *testing.T) {
	profiles(t)
	dir := t.TempDir()
	path := func(format string) string { return filepath.Join(dir, "r."+format) }
	args := []string{"scan", "--profile", "out,shop", "--check", versioning, "--fail-on", "high", "--no-history"}
	for _, f := range report.Formats {
		args = append(args, "-o", f.Name+"="+path(f.Name))
	}
	if _, errs, exit := run(t, args...); exit != exitIncomplete {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	again := t.TempDir()
	for format, says := range map[string][]string{
		"text":     {"Account  profile out\n", "Reason   there is no SSO sign-in", "--profile out`", "Exit code 3: "},
		"json":     {`"account": "",`, `"profile": "out"`, `"reason": "not-scanned"`, "aws sso login --profile out", `"complete": false`},
		"sarif":    {"the account was not read (not-scanned: there is no SSO sign-in", `"executionSuccessful": false`},
		"html":     {"profile out", "incomplete: 0 of 1", "aws sso login --profile out"},
		"jsonl":    {`"profile":"out"`, `"reason":"not-scanned"`},
		"csv":      {"profile out", "not-scanned"},
		"junit":    {`<testcase classname="profile out.s3"`, `errors="1"`, "<error message=\"UNKNOWN: ", "aws sso login --profile out"},
		"markdown": {"account `profile out`", "**The account was not scanned**", "aws sso login --profile out"},
		"gitlab":   {"UNKNOWN in account profile out: the account was not read"},
		"ocsf":     {`"name":"profile out"`, `"status":"Unknown"`, "aws sso login --profile out"},
	} {
		text := content(t, path(format))
		if _, errs, exit := run(t, "report", path("json"), "-o", format+"="+filepath.Join(again, format)); exit != exitOK {
			t.Fatalf("exit %d: %s", exit, errs)
		}
		for _, text := range []string{text, content(t, filepath.Join(again, format))} {
			for _, want := range says {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not say %q:\n%s", format, want, text)
				}
			}
		}
	}
	// Security Hub takes no finding that is of no account.
	if text := content(t, path("asff")); strings.Contains(text, "profile out") || !strings.Contains(text, "123456789012") {
		t.Errorf("asff: %s", text)
	}
	diff, errs, exit := run(t, "diff", path("json"), path("json"))
	if exit != exitOK || strings.Contains(diff, "Account :") {
		t.Errorf("exit %d: %s%s", exit, errs, diff)
	}
}

func TestTheExitCodeOfSeveralScansIsTheWeightiest(t *testing.T) {
	for want, codes := range map[int][]int{
		exitOK: {0, 0}, exitIncomplete: {0, 3}, exitFindings: {3, 1, 0}, exitInterrupted: {1, 130}, exitUsage: {1, 2}, exitInternal: {4, 2},
	} {
		if got := weightiest(codes); got != want {
			t.Errorf("%v is %d, want %d", codes, got, want)
		}
	}
}
