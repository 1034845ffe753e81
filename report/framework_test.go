package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

var lawbook = framework.Framework{ID: "law-1", Name: "Law", Version: "1", Controls: []framework.Control{
	{ID: "fails", Checks: []string{volumeEncrypted.ID, keyRotated.ID}},
	{ID: "unknown", Checks: []string{keyRotated.ID}},
	{ID: "passes", Checks: []string{rootMFA.ID, defaultGroup.ID}},
	{ID: "partly checked", Checks: []string{rootMFA.ID, "acme.not-yet"}},
	{ID: "not checked", Checks: []string{"acme.not-yet"}},
	{ID: "nothing there", Checks: []string{defaultGroup.ID}},
	{ID: "manual", Manual: true},
}}

// judgedByLaw returns a report of the lawbook in which nothing is left out.
func judgedByLaw() *report.Report {
	r := of(
		bare("vol-1"),
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-2"), Verdict: check.Pass("is encrypted")},
		check.Finding{Check: rootMFA, Resource: whole(""), Verdict: check.Pass("has MFA")},
		check.Finding{Check: keyRotated, Resource: key("1"), Verdict: check.Pass("is rotated")},
		unread(keyRotated, key("2"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDenied", "no"),
	)
	r.Against([]framework.Framework{lawbook})
	return r
}

// Who reads that a control passes takes it for done.
func TestAControlPassesOnlyIfAllItsChecksWereThereAndCouldTell(t *testing.T) {
	s := judgedByLaw().Frameworks[0]
	got := map[string]string{}
	for _, c := range s.Controls {
		got[c.ID] = c.Status.String()
	}
	want := map[string]string{
		"fails": "FAIL", "unknown": "UNKNOWN", "passes": "PASS", "partly checked": "UNKNOWN", "not checked": "UNKNOWN",
		"nothing there": "NOT_APPLICABLE", "manual": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if passed, of := s.Score(); passed != 1 || of != 5 || s.Manual != 1 {
		t.Errorf("%d of %d pass, %d manual: what is unknown did not pass, what does not apply is not asked for", passed, of, s.Manual)
	}
}

func TestWhatIsMutedStillFailsItsControl(t *testing.T) {
	r := marked()
	r.Against([]framework.Framework{{ID: "law-1", Controls: []framework.Control{{ID: "1", Checks: []string{volumeEncrypted.ID}}}}})
	if c := r.Frameworks[0].Controls[0]; c.Status != check.StatusFail || c.Findings["FAIL"] != 2 || c.Findings["PASS"] != 1 {
		t.Errorf("%+v", c)
	}
}

func TestTheJSONOfAFrameworkIsAsItsSchemaSays(t *testing.T) {
	document := written(t, report.JSON, judgedByLaw())
	if err := reportSchema(t).Validate(parse(t, document)); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(judgedByLaw().Frameworks, read(t, document).Frameworks); diff != "" {
		t.Error(diff)
	}
}

func TestTheTextSaysHowTheAccountStandsWithAFramework(t *testing.T) {
	out := text(t, report.Style{}, judgedByLaw())
	for _, want := range []string{
		"Law 1: 1 of 5 automated controls pass; 1 fail, 3 unknown, 1 not applicable, 1\n       manual\n",
		"  FAIL     fails: 1 fail, 1 unknown; by ec2.volume-encrypted, kms.key-rotated\n",
		"  UNKNOWN  unknown: 1 unknown; by kms.key-rotated\n",
		"  UNKNOWN  partly checked: by iam.root-mfa; 1 check of it not in this scan\n",
		"  UNKNOWN  1 control of which this scan had no check: not checked\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the text lacks\n%s\n%s", want, out)
		}
	}
}

func TestTheSummaryHasTheControlsThatDoNotPass(t *testing.T) {
	out := string(written(t, report.Markdown, judgedByLaw()))
	want := `<details><summary><code>Law 1</code>: 1 of 5 automated controls pass; 1 fail, 3 unknown, 1 not applicable, 1 manual</summary>

- **FAIL** ` + "`fails: 1 fail, 1 unknown; by ec2.volume-encrypted, kms.key-rotated`" + `
- **UNKNOWN** ` + "`unknown: 1 unknown; by kms.key-rotated`" + `
- **UNKNOWN** ` + "`partly checked: by iam.root-mfa; 1 check of it not in this scan`" + `
- **UNKNOWN** 1 control of which this scan had no check: ` + "`not checked`" + `

</details>
`
	if !strings.Contains(out, want) {
		t.Errorf("the summary lacks\n%s\n%s", want, out)
	}
	r := of(check.Finding{Check: rootMFA, Resource: whole(""), Verdict: check.Pass("has MFA")})
	r.Against([]framework.Framework{{ID: "law-2", Name: "Law", Version: "2", Controls: []framework.Control{{ID: "1", Checks: []string{rootMFA.ID}}}}})
	if out := string(written(t, report.Markdown, r)); !strings.Contains(out, "<code>Law 2</code>: 1 of 1 automated controls pass; 0 manual</summary>\n\n- nothing fails, and nothing is unknown\n") {
		t.Error(out)
	}
}

// Who filters the table by a control sees how it stands, and what is behind it.
func TestATableHasTheControlsWithTheFindingsBehindThem(t *testing.T) {
	var controls, behind []string
	for _, row := range cellsOf(t, written(t, report.CSV, judgedByLaw())) {
		if row["kind"] == "control" {
			controls = append(controls, strings.Join([]string{
				row["title"], row["framework"], row["control"], row["assessment"], row["status"], row["control_checks"], row["control_missing"],
				row["control_fail"], row["control_unknown"], row["control_pass"],
			}, ","))
		}
		for of := range strings.FieldsSeq(row["controls"]) {
			if of == "law-1/fails" {
				behind = append(behind, row["check"]+" "+row["name"]+" "+row["status"])
			}
		}
	}
	want := []string{
		"Law 1,law-1,fails,automated,FAIL,ec2.volume-encrypted kms.key-rotated,,1,1,2",
		"Law 1,law-1,unknown,automated,UNKNOWN,kms.key-rotated,,0,1,1",
		"Law 1,law-1,passes,automated,PASS,iam.root-mfa vpc.sg-default-closed,,0,0,1",
		"Law 1,law-1,partly checked,automated,UNKNOWN,iam.root-mfa,acme.not-yet,0,0,1",
		"Law 1,law-1,not checked,automated,UNKNOWN,,acme.not-yet,0,0,0",
		"Law 1,law-1,nothing there,automated,NOT_APPLICABLE,vpc.sg-default-closed,,0,0,0",
		"Law 1,law-1,manual,manual,,,,0,0,0",
	}
	if diff := cmp.Diff(want, controls); diff != "" {
		t.Error(diff)
	}
	want = []string{"ec2.volume-encrypted vol-1 FAIL", "ec2.volume-encrypted vol-2 PASS", "kms.key-rotated 1 PASS", "kms.key-rotated 2 UNKNOWN"}
	if diff := cmp.Diff(want, behind); diff != "" {
		t.Error(diff)
	}
}
