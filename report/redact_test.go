package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// private is what nobody who reads along may see.
var private = regexp.MustCompile(`\d{12}|arn:aws|[a-z]@[a-z]`)

func TestWhatEverybodyReadsNamesNoAccount(t *testing.T) {
	secret := bare("vol-1")
	secret.Message = "is shared with 999999999999 (arn:aws-cn:iam::999999999999:role/a b), says alice@example.com"
	secret.Evidence = []check.Evidence{{Resource: "arn:aws:ec2:eu-west-1:123456789012:snapshot/s", Field: "Owner", Value: []string{"123456789012", "bob@example.com"}}}
	named := fails(volumeEncrypted, volume("vol-9"), "is not encrypted")
	named.Resource.Name = "logs-123456789012-eu"
	before, after := of(secret), marked()
	loud := of(secret, named, fails(rootMFA, whole(""), "has no MFA"))
	loud.Outcome.Since, loud.Scan.Parameters = "20261123T120000Z-123456789012", map[string]any{"x.y/accounts": []string{"123456789012"}}
	for name, r := range map[string]*report.Report{"sample": sample(), "town": town(), "marked": after, "loud": loud} {
		r.Scan.Baseline = ".yourside/baseline.yaml"
		for format, out := range map[string]string{
			"text":     text(t, report.Style{All: true}, r.Redacted()),
			"markdown": string(written(t, report.Markdown, r.Redacted())),
		} {
			if found := private.FindString(out); found != "" || strings.Contains(out, "example)") {
				t.Errorf("%s of %s has %q:\n%s", format, name, found, out)
			}
			if strings.Contains(out, "(no name)") {
				t.Errorf("%s of %s has lost names:\n%s", format, name, out)
			}
		}
		if r.Scan.Account != account {
			t.Error("the report itself is another one now")
		}
	}
	d := &report.Differences{Accounts: []report.Difference{report.Compare(before, loud), report.Compare(loud, before)}}
	var out strings.Builder
	if err := d.Redacted().Markdown(&out); err != nil {
		t.Fatal(err)
	}
	if err := (report.Style{}).Differences(&out, d.Redacted()); err != nil {
		t.Fatal(err)
	}
	if found := private.FindString(out.String()); found != "" || !strings.Contains(out.String(), "logs") {
		t.Errorf("the differences have %q:\n%s", found, out.String())
	}
}

func TestOnlyWhatIsPrivateIsRedacted(t *testing.T) {
	for text, want := range map[string]string{
		"scan 20261124T120000Z-123456789012":       "scan 20261124T120000Z-(account)",
		"role arn:aws:iam::123456789012:role/x, y": "role (ARN), y",
		"\"arn:aws-us-gov:s3:::b/*\"":              "\"(ARN)\"",
		"vol-0123456789012345 and 1234567890123":   "vol-0123456789012345 and 1234567890123",
		"x_123456789012_y":                         "x_(account)_y",
		"<alice.b@example.co.uk>":                  "<(e-mail)>",
		"@here, a @ b":                             "@here, a @ b",
	} {
		if got := report.Redact(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}
