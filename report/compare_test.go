package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

func good(id string) check.Finding {
	return check.Finding{Check: volumeEncrypted, Resource: volume(id), Verdict: check.Pass("is encrypted")}
}

// said returns the changes as LIST why, of a difference.
func said(d report.Difference) []string {
	var all []string
	for name, list := range map[string][]report.Change{"new": d.New, "fixed": d.Fixed, "changed": d.Changed, "unassessable": d.Unassessable} {
		for _, c := range list {
			all = append(all, name+": "+c.Why)
		}
	}
	slices.Sort(all)
	return all
}

func TestWhatTwoScansSayOtherwise(t *testing.T) {
	listener := fails(volumeEncrypted, resource("AWS::X::Part", "arn:aws:x:eu-west-1:123456789012:part/1", "1", "eu-west-1"), "is bad")
	holder := unread(volumeEncrypted, resource("AWS::X::Whole", "arn:aws:x:eu-west-1:123456789012:whole/1", "1", "eu-west-1"), "x:ListParts", inventory.Denied, "", "no")
	evidenced := bare("vol-1")
	evidenced.Evidence = []check.Evidence{check.Saw("Encrypted", false), check.Saw("KmsKeyId", "k")}
	mild := *volumeEncrypted
	mild.Severity = check.Low
	milder := bare("vol-1")
	milder.Check = &mild
	skipped := func(r *report.Report) { r.Scan.Checks = []string{keyRotated.ID} }
	elsewhere := func(r *report.Report) { r.Scan.Regions = []string{"us-east-1"} }
	none := func(r *report.Report) { r.Scan.ID = "" }
	list := []check.Finding{unread(volumeEncrypted, whole("eu-west-1"), "ec2:DescribeVolumes", inventory.Denied, "", "no")}
	for name, tc := range map[string]struct {
		before, after []check.Finding
		old, now      func(*report.Report)
		want          string
	}{
		"the same":                            {before: []check.Finding{bare("vol-1"), good("vol-2")}, after: []check.Finding{bare("vol-1"), good("vol-2")}},
		"not there before":                    {after: []check.Finding{bare("vol-1")}, want: "new: was not there before"},
		"passed before":                       {before: []check.Finding{good("vol-1")}, after: []check.Finding{bare("vol-1")}, want: "new: passed before"},
		"unknown before":                      {before: []check.Finding{unread(volumeEncrypted, volume("vol-1"), "x:Get", inventory.Denied, "", "no")}, after: []check.Finding{bare("vol-1")}, want: "new: was unknown before"},
		"not listed before":                   {before: list, after: []check.Finding{bare("vol-1")}, want: "new: before it could not be judged: ec2:DescribeVolumes was not read (denied)"},
		"not selected before":                 {after: []check.Finding{bare("vol-1")}, old: skipped, want: "new: before it was not looked at: the check was not selected"},
		"no scan before":                      {after: []check.Finding{bare("vol-1")}, old: none, want: "new: before it was not looked at: the account was not scanned"},
		"fixed":                               {before: []check.Finding{bare("vol-1")}, after: []check.Finding{good("vol-1")}, want: "fixed: passes"},
		"gone":                                {before: []check.Finding{bare("vol-1")}, after: []check.Finding{good("vol-2")}, want: "fixed: is not there any more"},
		"gone, and nothing is left":           {before: []check.Finding{bare("vol-1")}, want: "fixed: is not there any more"},
		"gone, what passed":                   {before: []check.Finding{good("vol-1")}},
		"gone, beside one that is not known":  {before: []check.Finding{bare("vol-1")}, after: []check.Finding{unread(volumeEncrypted, volume("vol-2"), "x:Get", inventory.Denied, "", "no")}, want: "fixed: is not there any more"},
		"gone, and its region was not listed": {before: []check.Finding{bare("vol-1")}, after: list, want: "unassessable: could not be judged: ec2:DescribeVolumes was not read (denied)"},
		"gone, another region was not listed": {before: []check.Finding{bare("vol-1")}, after: []check.Finding{unread(volumeEncrypted, whole("us-east-1"), "ec2:DescribeVolumes", inventory.Denied, "", "no")}, want: "fixed: is not there any more"},
		"gone, another check was not read":    {before: []check.Finding{bare("vol-1")}, after: []check.Finding{unread(keyRotated, whole(""), "kms:ListKeys", inventory.Denied, "", "no")}, want: "fixed: is not there any more"},
		"gone with what lists it unread":      {before: []check.Finding{listener}, after: []check.Finding{holder}, want: "unassessable: could not be judged: x:ListParts was not read (denied)"},
		"moot":                                {before: []check.Finding{bare("vol-1")}, after: []check.Finding{{Check: volumeEncrypted, Resource: volume("vol-1"), Verdict: check.NotApplicable("is a mirror")}}, want: "fixed: does not apply any more"},
		"no longer known":                     {before: []check.Finding{bare("vol-1")}, after: []check.Finding{unread(volumeEncrypted, volume("vol-1"), "x:Get", inventory.Denied, "", "no")}, want: "unassessable: could not be judged: x:Get was not read (denied)"},
		"no longer known, what passed":        {before: []check.Finding{good("vol-1")}, after: list, want: "unassessable: could not be judged: ec2:DescribeVolumes was not read (denied)"},
		"no longer selected":                  {before: []check.Finding{bare("vol-1")}, now: skipped, want: "unassessable: was not looked at: the check was not selected"},
		"no longer scanned there":             {before: []check.Finding{bare("vol-1")}, now: elsewhere, want: "unassessable: was not looked at: the region was not scanned"},
		"no longer scanned":                   {before: []check.Finding{bare("vol-1")}, now: none, want: "unassessable: was not looked at: the account was not scanned"},
		"unknown at both":                     {before: list, after: list},
		"another message":                     {before: []check.Finding{bare("vol-1")}, after: []check.Finding{fails(volumeEncrypted, volume("vol-1"), "is bare")}, want: "changed: the message differs"},
		"other evidence":                      {before: []check.Finding{bare("vol-1")}, after: []check.Finding{evidenced}, want: "changed: the evidence differs"},
		"another severity":                    {before: []check.Finding{bare("vol-1")}, after: []check.Finding{milder}, want: "changed: was high"},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := of(tc.before...), of(tc.after...)
			if tc.old != nil {
				tc.old(a)
			}
			if tc.now != nil {
				tc.now(b)
			}
			if got := strings.Join(said(report.Compare(a, b)), "\n"); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
			// A report that was saved says the same.
			if a.Scan.ID == "" || b.Scan.ID == "" {
				return
			}
			read := report.Compare(read(t, written(t, report.JSON, a)), b)
			if got := strings.Join(said(read), "\n"); got != tc.want {
				t.Errorf("read back: %q, want %q", got, tc.want)
			}
		})
	}
}

// A scan that could not tell of what failed before knows that it did.
func TestWhatIsCarriedForwardFailedBefore(t *testing.T) {
	unknown := unread(keyRotated, key("1"), "kms:GetKeyRotationStatus", inventory.Denied, "AccessDenied", "no")
	failed := fails(keyRotated, key("1"), "is not rotated")
	// What else carrying finds, and so do all that follow.
	three, two := fails(keyRotated, key("3"), "is not rotated"), check.Finding{Check: keyRotated, Resource: key("2"), Verdict: check.Pass("is rotated")}
	for name, tc := range map[string]struct {
		after check.Finding
		want  string
	}{
		"fails again": {failed, ""},
		"passes":      {check.Finding{Check: keyRotated, Resource: key("1"), Verdict: check.Pass("is rotated")}, "fixed: passes"},
		"fails more":  {fails(keyRotated, key("1"), "is not rotated at all"), "changed: the message differs"},
		"is unknown":  {unknown, "unassessable: could not be judged: kms:GetKeyRotationStatus was not read (denied)"},
	} {
		if got := strings.Join(said(report.Compare(carrying(), of(tc.after, three, two))), "\n"); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
	if got := said(report.Compare(carrying(), of(three, two))); !slices.Equal(got, []string{"fixed: is not there any more"}) {
		t.Errorf("it is gone: %q", got)
	}
	// Who has heard of it does not hear of it each day.
	if got := said(report.Compare(carrying(), carrying())); len(got) != 0 {
		t.Errorf("nothing has changed: %q", got)
	}
}

func TestOnlyWhatIsNewAndNotMutedGatesADifference(t *testing.T) {
	d := report.Compare(of(bare("vol-1")), marked())
	if len(d.New) != 2 || d.Failing(check.High) != 2 || d.Failing(check.Critical) != 1 || d.Failing(0) != 0 {
		t.Errorf("%v: %d, %d, %d", said(d), d.Failing(check.High), d.Failing(check.Critical), d.Failing(0))
	}
	d = report.Compare(of(), marked())
	if len(d.New) != 3 || d.Failing(check.Low) != 2 {
		t.Errorf("%v: %d", said(d), d.Failing(check.Low))
	}
}

// Whatever a scan sees less of than the one before, nothing is fixed by it.
func TestNothingIsFixedByLookingLess(t *testing.T) {
	a := town()
	for name, less := range map[string]func(*report.Report){
		"no checks":  func(r *report.Report) { r.Scan.Checks = nil },
		"no regions": func(r *report.Report) { r.Scan.Regions = nil },
		"no scan":    func(r *report.Report) { r.Scan.ID = "" },
	} {
		b := of(fails(rootMFA, whole(""), "has no MFA for its root user"))
		less(b)
		if d := report.Compare(a, b); len(d.Fixed) != 0 || len(d.New) != 0 || len(d.Unassessable) != 13 {
			t.Errorf("%s: %v", name, said(d))
		}
	}
	var blind []check.Finding
	for _, c := range []*check.Check{volumeEncrypted, rootMFA, keyRotated, defaultGroup, defaultEncryption} {
		blind = append(blind, unread(c, whole(""), "x:List", inventory.Denied, "", "no"))
	}
	if d := report.Compare(a, of(blind...)); len(d.Fixed) != 0 {
		t.Errorf("of a scan that read nothing: %v", said(d))
	}
}

func differences() *report.Differences {
	before := town()
	after := of(
		fails(rootMFA, whole(""), "has no MFA for its root user"),
		bare("vol-0aaaaaaaaaaaaaaa2"), fails(volumeEncrypted, volume("vol-0aaaaaaaaaaaaaaa3"), "is encrypted with a key that is being deleted"),
		bare("vol-0aaaaaaaaaaaaaaa4"), bare("vol-0aaaaaaaaaaaaaaa5"),
		check.Finding{Check: defaultEncryption, Resource: whole("eu-west-1"), Verdict: check.Pass("encrypts new EBS volumes by default")},
		fails(defaultEncryption, whole("us-east-1"), "does not encrypt new EBS volumes by default"),
		unread(defaultGroup, whole("ap-south-1"), "ec2:DescribeSecurityGroups", inventory.Denied, "UnauthorizedOperation", "no"),
	)
	after.Scan.Regions = []string{"ap-south-1", "eu-north-1", "eu-west-1", "us-east-1"}
	after.Scan.Started = after.Scan.Started.Add(24 * time.Hour)
	after.Scan.Complete = false
	d := &report.Differences{
		SchemaVersion: "1", Tool: report.Tool{Name: "yourside", Version: "v1.2.3"},
		Outcome:  report.DiffOutcome{ExitCode: 1, FailOn: "high", Failing: 3},
		Accounts: []report.Difference{report.Compare(before, after)},
	}
	return d
}

func TestTheTextOfADifference(t *testing.T) {
	var b bytes.Buffer
	if err := (report.Style{}).Differences(&b, differences()); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if len(line) > 81 {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
	golden(t, "diff.golden.txt", b.Bytes())
}

func TestTheTextOfADifferenceInMarkdown(t *testing.T) {
	var b bytes.Buffer
	if err := differences().Markdown(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "diff.golden.md", b.Bytes())
}

func TestMarkdownNamesTheWorstOfManyChanges(t *testing.T) {
	findings := []check.Finding{fails(rootMFA, whole(""), "has no MFA for its root user")} // of a later domain
	for i := range 200 {
		findings = append(findings, bare(fmt.Sprintf("vol-%03d", i)))
	}
	var b bytes.Buffer
	d := &report.Differences{Accounts: []report.Difference{report.Compare(of(), of(findings...))}}
	if err := d.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	if out := b.String(); !strings.Contains(out, "|---|---|---|---|---|\n| critical | `iam.root-mfa` |") || !strings.Contains(out, "\nand 151 more\n") {
		t.Errorf("%s", out)
	}
}

// diffSchema is the contract of the differences.
func diffSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	return schemaOf(t, "diff.schema.json")
}

// schemaOf is a contract that that of reports is part of.
func schemaOf(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, name := range []string{"report.schema.json", name} {
		text, err := os.ReadFile(filepath.Join("schema", name))
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(document.(map[string]any)["$id"].(string), document); err != nil {
			t.Fatal(err)
		}
	}
	return must(c.Compile("https://github.com/yourside/yourside/blob/main/report/schema/" + name))(t)
}

func TestTheJSONOfADifferenceIsAsItsSchemaSays(t *testing.T) {
	contract := diffSchema(t)
	var b bytes.Buffer
	if err := differences().JSON(&b); err != nil {
		t.Fatal(err)
	}
	document := parse(t, b.Bytes())
	if err := contract.Validate(document); err != nil {
		t.Error(err)
	}
	account := document["accounts"].([]any)[0].(map[string]any)
	for _, list := range []string{"new", "fixed", "changed", "unassessable"} {
		if len(account[list].([]any)) == 0 {
			t.Errorf("%s is empty, so the schema was not tried", list)
		}
	}
	account["extra"] = json.Number("1")
	if contract.Validate(document) == nil {
		t.Error("an extra field is valid")
	}
	none := &report.Differences{
		SchemaVersion: "1", Tool: report.Tool{Name: "yourside", Version: "v1"}, Outcome: report.DiffOutcome{FailOn: "none"},
		Accounts: []report.Difference{report.Compare(of(), of())},
	}
	b.Reset()
	if err := none.JSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := contract.Validate(parse(t, b.Bytes())); err != nil {
		t.Error(err)
	}
}

func TestHostileNamesAreOnlyNamesInADifference(t *testing.T) {
	for name, value := range hostile {
		d := &report.Differences{Accounts: []report.Difference{report.Compare(of(), filledWith(value, value, value, value))}}
		var text, markdown, asJSON bytes.Buffer
		for _, err := range []error{(report.Style{}).Differences(&text, d), d.Markdown(&markdown), d.JSON(&asJSON)} {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for _, out := range [][]byte{text.Bytes(), markdown.Bytes(), asJSON.Bytes()} {
			printable(t, out)
		}
		for line := range strings.Lines(markdown.String()) {
			bare := strings.ReplaceAll(line, `\|`, "")
			if strings.HasPrefix(line, "|") && strings.Count(bare, "|") != 6 || strings.ContainsAny(line, "<>@") {
				t.Errorf("%s: %q", name, line)
			}
		}
	}
}
