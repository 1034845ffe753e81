package report_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// The small formats of the report with marks and gaps, as their consumers get them.
func TestTheTextOfEachOtherFormat(t *testing.T) {
	for _, f := range report.Formats {
		switch f.Name {
		case "jsonl", "csv", "junit", "markdown", "gitlab", "ocsf", "asff":
			golden(t, "report.golden."+f.Name, written(t, f.Write, several()...))
		}
	}
}

// several returns the reports of two accounts: one with marks, one with gaps.
func several() []*report.Report {
	other := sample()
	other.Scan.Account = "999999999999"
	other.Against([]framework.Framework{lawbook})
	return []*report.Report{marked(), other}
}

// Jenkins and GitLab pass over what is skipped.
func TestACheckThatLacksSomethingUnreadIsAnErrorInJUnit(t *testing.T) {
	r := of(
		bare("vol-1"), check.Finding{Check: volumeEncrypted, Resource: volume("vol-2"), Verdict: check.Pass("is encrypted")},
		unread(keyRotated, key("1"), "kms:DescribeKey", inventory.Denied, "AccessDenied", "no"),
		check.Finding{Check: keyRotated, Resource: key("2"), Verdict: check.Pass("is rotated")},
		check.Finding{Check: rootMFA, Resource: whole(""), Verdict: check.Unknown("nobody knows")},
		check.Finding{Check: defaultGroup, Resource: group("eu-west-1", "sg-1"), Verdict: check.Pass("has no rules")},
	)
	file := junitOf(t, r)
	got := map[string]string{}
	for _, s := range file.Suites {
		failures, errors, skipped := 0, 0, 0
		for _, c := range s.Cases {
			id, _, _ := strings.Cut(c.Name, ": ")
			got[id] = "passed"
			switch {
			case c.Failure != nil:
				failures++
				got[id] = "failure"
				if !strings.Contains(c.Failure.Text, "vol-1") || strings.Contains(c.Failure.Text, "vol-2") {
					t.Errorf("the text is %q", c.Failure.Text)
				}
			case c.Error != nil:
				errors++
				got[id] = "error"
				if !strings.Contains(c.Error.Text, "kms:DescribeKey") || !strings.Contains(c.Error.Text, "denied") {
					t.Errorf("the text is %q", c.Error.Text)
				}
			case c.Skipped != nil:
				skipped++
				got[id] = "skipped"
			}
			if c.Class != account+"."+strings.Split(id, ".")[0] {
				t.Errorf("%s is of the class %s", id, c.Class)
			}
		}
		if s.Tests != len(s.Cases) || s.Failures != failures || s.Errors != errors || s.Skipped != skipped {
			t.Errorf("the numbers of %s do not add up", s.Name)
		}
	}
	want := map[string]string{
		volumeEncrypted.ID: "failure", keyRotated.ID: "error", rootMFA.ID: "skipped", defaultGroup.ID: "passed", defaultEncryption.ID: "skipped",
	}
	for id, result := range want {
		if got[id] != result {
			t.Errorf("%s is %s, want %s", id, got[id], result)
		}
	}
}

func TestWhatIsMutedFailsInNoFormatOfAGate(t *testing.T) {
	r := report.New(report.Tool{}, of().Scan, of().Checks, ordered([]check.Finding{bare("vol-1")}), func(f *report.Finding) {
		f.Muted = &report.Muted{By: "baseline", Until: "never"}
	})
	for _, s := range junitOf(t, r).Suites {
		if s.Failures+s.Errors > 0 {
			t.Errorf("%s has failures", s.Name)
		}
	}
	if out := string(written(t, report.GitLab, r)); strings.Contains(out, "vol-1") {
		t.Errorf("GitLab gets %s", out)
	}
	if out := string(written(t, report.Markdown, r)); strings.Contains(out, "vol-1") || !strings.Contains(out, "1 more muted") {
		t.Errorf("the summary is %s", out)
	}
}

func TestTheSummaryOfAnyAccountFitsInAComment(t *testing.T) {
	var findings []check.Finding
	var checks []*check.Check
	for i := range 400 {
		c := *volumeEncrypted
		c.ID, c.Severity = fmt.Sprintf("ec2.check-%03d", i), check.Severity(1+i%4)
		checks = append(checks, &c)
		for n := range 12 {
			findings = append(findings, fails(&c, volume(fmt.Sprintf("vol-%d", n)), "is "+strings.Repeat("x", 300)),
				unread(&c, volume(fmt.Sprintf("vol-%d", n)), fmt.Sprintf("ec2:Get%d", i), inventory.Denied, strings.Repeat("c", 300), ""))
		}
	}
	large := report.New(report.Tool{}, of().Scan, checks, ordered(findings))
	many := framework.Framework{Name: strings.Repeat("n", 40), Version: "1"}
	for i, c := range checks {
		many.Controls = append(many.Controls, framework.Control{ID: fmt.Sprint(i), Checks: []string{c.ID}}, framework.Control{ID: "not " + fmt.Sprint(i), Checks: []string{"acme.not-yet"}})
	}
	large.Against(slices.Repeat([]framework.Framework{many}, 40))
	for _, n := range []int{0, 1, 2, 39} {
		reports := slices.Repeat([]*report.Report{large}, n)
		out := written(t, report.Markdown, reports...)
		if len(out) > 65_536 || len(out) < 55_000 && n > 0 {
			t.Errorf("%d accounts: %d bytes", n, len(out))
		}
		if n == 1 {
			first, _, _ := bytes.Cut(out, []byte("<b>high"))
			if !bytes.Contains(first, []byte("<b>critical</b>")) || !bytes.Contains(out, []byte("more in the artifact")) ||
				bytes.Count(out, []byte("0 of 800 automated controls pass")) != 40 {
				t.Errorf("not worst first, or the rest is not counted:\n%.2000s", out)
			}
		}
	}
}

// What is new is what a pull request is about.
func TestTheSummaryHasWhatIsNewFirst(t *testing.T) {
	out := string(written(t, report.Markdown, marked()))
	late, worst := strings.Index(out, "vol-2"), strings.Index(out, "has no MFA")
	if late < 0 || worst < late || !strings.Contains(out, "**1 new**") {
		t.Errorf("%s", out)
	}
}

func TestTheSummaryShowsApostrophesAsTheyAre(t *testing.T) {
	c := *volumeEncrypted
	c.Remedy = "Replace the instance's volume: mail @ops, see #1."
	out := string(written(t, report.Markdown, report.New(report.Tool{}, of().Scan, []*check.Check{&c}, ordered([]check.Finding{fails(&c, volume("vol-1"), "is bare")}))))
	if !strings.Contains(out, "instance&#39;s volume") || strings.Contains(out, "@ops") || strings.Contains(out, "#1") {
		t.Error(out)
	}
}

func TestATableHasWhatWasNotReadWithItsReason(t *testing.T) {
	var unknown []map[string]string
	for _, row := range cellsOf(t, written(t, report.CSV, sample())) {
		if row["kind"] == "unassessed" {
			unknown = append(unknown, row)
		}
	}
	if len(unknown) != 1 || unknown[0]["status"] != "UNKNOWN" || unknown[0]["operation"] != "kms:GetKeyRotationStatus" ||
		unknown[0]["reason"] != "denied" || unknown[0]["check"] != keyRotated.ID || unknown[0]["severity"] != "low" {
		t.Errorf("%v", unknown)
	}
}
