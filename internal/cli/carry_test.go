package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/internal/baseline"
	"github.com/yourside/yourside/report"
)

// A carrying is what a scan says of what failed before.
type carrying struct {
	report     document
	carried    []report.Finding
	alerts     []map[string]any
	successful bool
	notes      string
	text, errs string
	exit       int
}

// scanning scans an account, and reads what it says in each format.
func scanning(t *testing.T, c *cloud, args ...string) carrying {
	t.Helper()
	signedIn(t, c)
	return saying(t, append([]string{"scan", "--check", versioning}, args...)...)
}

func saying(t *testing.T, args ...string) (s carrying) {
	t.Helper()
	dir := t.TempDir()
	asJSON, asSARIF := filepath.Join(dir, "r.json"), filepath.Join(dir, "r.sarif")
	s.text, s.errs, s.exit = run(t, append(args, "-o", "text", "-o", "json="+asJSON, "-o", "sarif="+asSARIF)...)
	if s.exit == exitUsage || s.exit == exitInternal {
		t.Fatalf("exit %d: %s", s.exit, s.errs)
	}
	s.report = reportIn(t, asJSON)
	var more struct{ Carried []report.Finding }
	if err := json.Unmarshal([]byte(content(t, asJSON)), &more); err != nil {
		t.Fatal(err)
	}
	s.carried = more.Carried
	sarif := content(t, asSARIF)
	s.alerts = results(t, sarif)
	var log struct {
		Runs []struct {
			Invocations []struct {
				ExecutionSuccessful        bool
				ToolExecutionNotifications json.RawMessage
			}
		}
	}
	if err := json.Unmarshal([]byte(sarif), &log); err != nil {
		t.Fatal(err)
	}
	s.successful, s.notes = log.Runs[0].Invocations[0].ExecutionSuccessful, string(log.Runs[0].Invocations[0].ToolExecutionNotifications)
	return s
}

// carries makes sure that one finding is carried forward, in each format that has
// it, and counts nowhere.
func (s carrying) carries(t *testing.T) {
	t.Helper()
	if len(s.alerts) != 1 || s.alerts[0]["properties"].(map[string]any)["carriedForward"] != true || s.alerts[0]["ruleId"] != versioning {
		t.Errorf("the alerts are %v", s.alerts)
	}
	const says = "1 finding that failed before could not be judged again"
	if !strings.Contains(s.text, "Carried  "+says+"\n") || !strings.Contains(s.notes, says+": what was known is carried forward.") {
		t.Errorf("it is not told:\n%s%s", s.text, s.notes)
	}
	if len(s.carried) != 1 || s.carried[0].New || s.carried[0].FirstSeen == nil {
		t.Errorf("the JSON report carries %+v", s.carried)
	}
	if sum := s.report.Summary; sum.Statuses["FAIL"] != 0 || sum.New != 0 || sum.Fixed != 0 || s.report.Outcome.Failing != 0 {
		t.Errorf("it counts: %+v, %+v", sum, s.report.Outcome)
	}
}

// carriesNothing makes sure that all there is was found now.
func (s carrying) carriesNothing(t *testing.T, alerts int) {
	t.Helper()
	if len(s.carried) != 0 || len(s.alerts) != alerts || strings.Contains(s.text, "Carried") || strings.Contains(s.notes, "carried") {
		t.Errorf("%d alerts, want %d; the JSON report carries %+v: %s%s", len(s.alerts), alerts, s.carried, s.text, s.notes)
	}
	for _, a := range s.alerts {
		if a["properties"].(map[string]any)["carriedForward"] != nil {
			t.Errorf("%v is carried forward", a)
		}
	}
}

func TestWhatFailedAndCannotBeJudgedAgainStaysAnAlertUntilItCan(t *testing.T) {
	noPast(t)
	first := scanning(t, &cloud{lax: logs})
	first.carriesNothing(t, 1)
	began := first.report.Scan.Started

	for name, c := range map[string]*cloud{"the bucket": {denied: logs}, "the list of buckets": {denied: buckets}} {
		s := scanning(t, c)
		s.carries(t)
		if s.exit != exitIncomplete || s.successful {
			t.Errorf("%s: exit %d, executionSuccessful is %v", name, s.exit, s.successful)
		}
	}
	// As often as that happens; and as much as may be missing, an upload loses nothing.
	s := scanning(t, &cloud{denied: logs}, "--max-unknown=1", "--fail-on=low", "--new-only")
	s.carries(t)
	if s.exit != exitOK || !s.successful {
		t.Errorf("exit %d, executionSuccessful is %v: %s", s.exit, s.successful, s.errs)
	}
	if !s.carried[0].FirstSeen.Equal(began) {
		t.Errorf("first seen %v, want %v", s.carried[0].FirstSeen, began)
	}

	// When it can be judged again it is what it was, and nothing new.
	s = scanning(t, &cloud{lax: logs}, "--fail-on=low", "--new-only")
	s.carriesNothing(t, 1)
	if f := s.report.Findings[1]; s.exit != exitOK || s.report.Summary.New != 0 || f.FirstSeen == nil || !f.FirstSeen.Equal(began) {
		t.Errorf("exit %d, %+v: %s", s.exit, f, s.errs)
	}
}

func TestWhatPassesOrIsGoneIsNotCarriedForward(t *testing.T) {
	for name, c := range map[string]*cloud{"it passes": {}, "it is gone": {gone: "logs"}, "it is gone and another is unknown": {gone: "logs", denied: "data?versioning"}} {
		for _, between := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				noPast(t)
				scanning(t, &cloud{lax: logs})
				if between {
					scanning(t, &cloud{denied: logs}).carries(t)
				}
				s := scanning(t, c)
				s.carriesNothing(t, 0)
				if s.report.Summary.Fixed != 1 {
					t.Errorf("with a scan between that could not tell (%v), %d are fixed", between, s.report.Summary.Fixed)
				}
			})
		}
	}
}

func TestNothingIsCarriedForwardThatNobodyAskedForOrNobodyKnows(t *testing.T) {
	noPast(t)
	if s := scanning(t, &cloud{denied: logs}, "--max-unknown=1"); s.successful {
		t.Error("an upload of the first scan would close what others know of")
	} else {
		s.carriesNothing(t, 0)
	}
	scanning(t, &cloud{lax: logs})
	signedIn(t, &cloud{denied: logs})
	saying(t, "scan", "--check", "s3.bucket-mfa-delete").carriesNothing(t, 1)
	scanning(t, &cloud{denied: logs}, "--no-history").carriesNothing(t, 0)
}

// Which scan was before a file can say, too, and a report that is written again
// has what it had.
func TestAFileSaysWhatToCarryForward(t *testing.T) {
	failed := saved(t, func(s string) string { // of the other bucket, of which the recording does not tell
		return strings.Replace(s, `"status": "UNKNOWN"`, `"status": "FAIL"`, 1)
	})
	accepting(t, "")
	of := []string{"--check", bothChecks, "--since", failed, "--max-unknown=2", "--new-only", "--fail-on=low"}
	again := filepath.Join(t.TempDir(), "again.json")
	s := saying(t, append([]string{"scan", "--replay", recording(t), "-o", "json=" + again}, of...)...)
	if len(s.carried) != 1 || len(s.alerts) != 2 || s.exit != exitOK || s.report.Summary.New != 0 {
		t.Errorf("exit %d, %d alerts, carried %+v: %s", s.exit, len(s.alerts), s.carried, s.errs)
	}
	for _, format := range []string{"sarif", "gitlab", "text", "html", "markdown"} {
		if out, errs, exit := run(t, "report", again, "-o", format); exit != exitOK || !strings.Contains(out, "failed before could not be judged again") && format != "gitlab" ||
			format == "gitlab" && !strings.Contains(out, s.carried[0].Fingerprint) {
			t.Errorf("%s: exit %d: %s\n%s", format, exit, errs, out)
		}
	}
	if out, _, _ := run(t, "diff", again, again); strings.Contains(out, "No longer") || strings.Contains(out, "New:") {
		t.Errorf("it differs from itself:\n%s", out)
	}
	write(t, filepath.Join("..", baseline.Name), exceptionFor("s3.*", "2027-02-01"))
	if s := saying(t, append([]string{"scan", "--replay", recording(t)}, of...)...); len(s.alerts) != 0 || len(s.carried) != 1 || s.carried[0].Muted == nil {
		t.Errorf("%d alerts of what is accepted since, carried %+v", len(s.alerts), s.carried)
	}
}
