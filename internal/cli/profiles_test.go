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
	if r := parse(t, []byte(out)); r.Scan.Account != "123456789012" {
		t.Errorf("the report is of %q", r.Scan.Account)
	}
	if out, _, exit := run(t, "scan", "--profile", "out,out", "--check", versioning, "-o", "json"); exit != exitIncomplete || out != "" {
		t.Errorf("nobody is signed in: exit %d: %s", exit, out)
	}
	dir := filepath.Join(t.TempDir(), "new")
	if _, errs, exit := run(t, "scan", "--profile", "shop,lab", "--record", dir); exit != exitUsage || !strings.Contains(errs, "name its profile alone") {
		t.Errorf("exit %d: %s", exit, errs)
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
