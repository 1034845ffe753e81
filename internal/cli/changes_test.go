package cli

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/report"
)

const data = "data?versioning"

// scanLax scans the account while a bucket of it keeps no versions.
func scanLax(t *testing.T, lax string, args ...string) (r document, out, errs string) {
	t.Helper()
	signedIn(t, &cloud{lax: lax})
	file := filepath.Join(t.TempDir(), "report.json")
	out, errs, exit := run(t, append([]string{"scan", "--check", versioning, "-o", "text", "-o", "json=" + file}, args...)...)
	if exit == exitUsage || exit == exitInternal {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	return reportIn(t, file), out, errs
}

func TestAScanSaysWhatIsNewAndWhatIsFixedSinceTheLastOne(t *testing.T) {
	noPast(t)
	first, _, errs := scanLax(t, data)
	if strings.Contains(errs, "since") || first.Summary.New != 0 || first.Outcome.Since != "" {
		t.Errorf("the first scan has nothing to compare with: %+v: %s", first.Summary, errs)
	}
	r, out, errs := scanLax(t, logs)
	if !strings.Contains(errs, "; 1 new, 1 fixed since ") || !strings.Contains(out, "Changes  1 new, 1 fixed since ") {
		t.Errorf("%s%s", errs, out)
	}
	if r.Summary.New != 1 || r.Summary.Fixed != 1 || r.Outcome.Since != first.Scan.ID {
		t.Errorf("%+v, %+v", r.Summary, r.Outcome)
	}
	if r, _, _ := scanLax(t, logs, "--no-history"); r.Summary.New != 0 || r.Outcome.Since != "" {
		t.Errorf("without a history: %+v", r.Summary)
	}
	r, _, errs = scanLax(t, logs)
	if !strings.Contains(errs, "; 0 new, 0 fixed since ") || r.Findings[1].FirstSeen == nil || r.Findings[1].New {
		t.Errorf("%+v: %s", r.Findings, errs)
	}
}

func TestWhatAScanDidNotLookAtIsNotFixed(t *testing.T) {
	noPast(t)
	scanLax(t, logs)
	if r, _, errs, _ := stopped(t, logs, func() {}, "--timeout", "1s"); r.Summary.Fixed != 0 || r.Outcome.Since == "" {
		t.Errorf("%+v: %s", r.Summary, errs)
	}
	signedIn(t, &cloud{})
	if out, _, _ := run(t, "scan", "--check", "s3.bucket-mfa-delete", "-o", "json"); strings.Contains(out, `"fixed"`) {
		t.Errorf("another check: %s", out)
	}
	if r, _, _ := scanLax(t, ""); r.Summary.Fixed != 1 || r.Summary.New != 0 {
		t.Errorf("after all: %+v", r.Summary)
	}
}

func TestACommandHearsWhatHasChanged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command of the test is one of a shell")
	}
	noPast(t)
	told := filepath.Join(t.TempDir(), "told")
	command := "cat > '" + told + "'; echo heard it; exit 7"
	read := func() (d report.Differences) {
		content, err := os.ReadFile(told)
		if err != nil {
			return d
		}
		if err := json.Unmarshal(content, &d); err != nil {
			t.Fatalf("%v: %s", err, content)
		}
		if err := os.Remove(told); err != nil {
			t.Fatal(err)
		}
		return d
	}
	scanLax(t, data, "--notify-command", command)
	if d := read(); d.Accounts != nil {
		t.Errorf("at the first scan: %+v", d)
	}
	_, out, errs := scanLax(t, logs, "--notify-command", command)
	d := read()
	if len(d.Accounts) != 1 || len(d.Accounts[0].New) != 1 || d.Accounts[0].New[0].After.Resource.ID != "arn:aws:s3:::logs" || d.Accounts[0].New[0].Why != "passed before" || len(d.Accounts[0].Fixed) != 1 {
		t.Errorf("%+v", d)
	}
	if !strings.Contains(errs, "heard it\n") || !strings.Contains(errs, "warning: --notify-command: exit status 7\n") || !strings.Contains(errs, "exit 0: ") || strings.Contains(out, "heard it") {
		t.Errorf("%s%s", errs, out)
	}
	scanLax(t, logs, "--notify-command", command)
	if d := read(); d.Accounts != nil {
		t.Errorf("nothing has changed: %+v", d)
	}
}

func TestAWebhookHearsOfNewFindingsAtTheGateOnly(t *testing.T) {
	noPast(t)
	var heard []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // what is lacking shows below
		heard = append(heard, string(body))
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	hook := []string{"--notify-webhook", server.URL + "/hooks/T0KEN", "--fail-on", "low"}
	var all string
	for i, tc := range []struct {
		lax   string
		args  []string
		heard int
	}{
		{data, hook, 0},                         // nothing to compare with
		{logs, hook, 1},                         // one is new
		{logs, hook, 1},                         // none is
		{data, append(hook, "--no-history"), 1}, // nothing to compare with
		{data, append(hook[:3:3], "critical"), 1},
	} {
		_, out, errs := scanLax(t, tc.lax, tc.args...)
		all += out + errs
		if len(heard) != tc.heard {
			t.Errorf("scan %d: heard %d times, want %d: %s", i+1, len(heard), tc.heard, errs)
		}
	}
	if len(heard) == 0 || !strings.Contains(heard[0], `"checks":[{"check":"s3.bucket-versioning"`) || strings.Contains(heard[0], "arn:") {
		t.Errorf("%q", heard)
	}
	if !strings.Contains(all, "warning: --notify-webhook: 127.0.0.1:") || strings.Contains(all, "T0KEN") {
		t.Error(all)
	}
}

func TestTheLastTwoScansOfTheHistoryAreCompared(t *testing.T) {
	noPast(t)
	if _, errs, exit := run(t, "diff"); exit != exitUsage || !strings.Contains(errs, "the history has no two scans to compare") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	scanLax(t, data)
	if _, errs, exit := run(t, "diff"); exit != exitUsage {
		t.Errorf("of one scan: exit %d: %s", exit, errs)
	}
	time.Sleep(1100 * time.Millisecond) // scans of one second are not one before the other
	scanLax(t, logs)
	out, errs, exit := run(t, "diff", "--fail-on", "low", "-o", "json")
	var d report.Differences
	if err := json.Unmarshal([]byte(out), &d); err != nil || exit != exitFindings || len(d.Accounts) != 1 {
		t.Fatalf("exit %d, %v: %s%s", exit, err, errs, out)
	}
	if a := d.Accounts[0]; len(a.New) != 1 || a.New[0].After.Resource.Name != "logs" || len(a.Fixed) != 1 || len(a.Unassessable) != 0 {
		t.Errorf("%s", out)
	}
	for _, args := range [][]string{{"--account", "210987654321"}, {"a.json"}, {"a.json", "b.json", "--account", "123456789012"}} {
		if _, errs, exit := run(t, append([]string{"diff"}, args...)...); exit != exitUsage {
			t.Errorf("%v: exit %d: %s", args, exit, errs)
		}
	}
}
