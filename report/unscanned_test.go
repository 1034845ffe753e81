package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// Two profiles that nobody could sign in to are two accounts for who reads the
// report, and for each check something to come back to.
func TestWhatWasNotScannedIsUnknownInEachFormat(t *testing.T) {
	checks := []*check.Check{rootMFA, volumeEncrypted}
	var all []*report.Report
	for _, profile := range []string{"lab", "shop <b>|`"} {
		r := report.Unscanned(report.Tool{Name: "yourside", Version: "v1.2.3"}, report.Scan{ID: "20261124T120000Z-" + profile, Profile: profile}, checks, "run `aws sso login`")
		r.Outcome = report.Outcome{ExitCode: 3, FailOn: "none", Incomplete: true}
		all = append(all, r)
	}
	if c := all[0].Coverage; c.Judged != 0 || c.Unread != len(checks) || all[0].Scan.Complete {
		t.Errorf("complete: %v, %+v", all[0].Scan.Complete, c)
	}
	seen := map[string]bool{}
	for _, r := range all {
		for f := range r.Findings {
			if f.Status != check.StatusUnknown || seen[f.Fingerprint] {
				t.Errorf("%s is %s, or is there twice", f.Check, f.Status)
			}
			seen[f.Fingerprint] = true
		}
	}
	var text bytes.Buffer
	if err := report.JSON(&text, all); err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := reportSchema(t).Validate(document); err != nil {
		t.Error(err)
	}
	again, err := report.Read(&text, checks)
	if err != nil || len(again) != 2 || again[1].Scan.Profile != all[1].Scan.Profile {
		t.Fatalf("%d reports: %v", len(again), err)
	}
	for _, f := range report.Formats {
		var b strings.Builder
		if err := f.Write(&b, again); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if strings.Contains(b.String(), "<b>|") && f.Name == "html" {
			t.Errorf("%s has the profile as markup", f.Name)
		}
	}
	var shown strings.Builder
	if err := report.Text(&shown, []*report.Report{all[0].Redacted()}); err != nil || !strings.Contains(shown.String(), "profile lab") {
		t.Errorf("%v:\n%s", err, shown.String())
	}
}
