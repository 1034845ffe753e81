package report_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

func TestTheJSONOfAReport(t *testing.T) {
	got := written(t, report.JSON, sample())
	if err := reportSchema(t).Validate(parse(t, got)); err != nil {
		t.Error(err)
	}
	golden(t, "report.golden.json", got)
}

func TestTheOrderOfFindingsAndChecksDoesNotMatter(t *testing.T) {
	findings := []check.Finding{
		bare("vol-1"), bare("vol-2"), fails(volumeEncrypted, volumeIn("us-east-1", "vol-1"), "is not encrypted"),
		fails(rootMFA, whole(""), "has no MFA"), fails(defaultGroup, group("us-east-1", "sg-1"), "has rules"),
	}
	gaps := func() []inventory.Gap {
		return []inventory.Gap{
			{Subject: key("1"), Operation: "kms:DescribeKey", Reason: inventory.Denied, Code: "AccessDenied", Message: "no"},
			{Subject: key("1"), Operation: "kms:DescribeKey", Reason: inventory.Failed, Code: "AccessDenied", Message: "no"},
			{Subject: key("1"), Operation: "kms:DescribeKey", Reason: inventory.Denied, Code: "Other", Message: "no"},
			{Subject: key("1"), Operation: "kms:DescribeKey", Reason: inventory.Denied, Code: "AccessDenied", Message: "never"},
			{Subject: key("1"), Operation: "kms:ListKeys", Reason: inventory.Denied, Code: "AccessDenied", Message: "no"},
			{Subject: whole("us-east-1"), Operation: "kms:ListKeys", Reason: inventory.Denied, Code: "AccessDenied", Message: "no"},
		}
	}
	mixed := func(shuffle func(n int, swap func(i, j int))) string {
		list, missing := slices.Clone(findings), gaps()
		selected := []*check.Check{volumeEncrypted, rootMFA, keyRotated, defaultGroup}
		shuffle(len(missing), func(i, j int) { missing[i], missing[j] = missing[j], missing[i] })
		for _, id := range []string{"1", "2"} {
			list = append(list, check.Finding{Check: keyRotated, Resource: key(id), Verdict: check.Unknown("is not known"), Gaps: missing})
		}
		shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		shuffle(len(selected), func(i, j int) { selected[i], selected[j] = selected[j], selected[i] })
		r := report.New(report.Tool{Name: "yourside", Version: "v1"}, report.Scan{Regions: []string{}}, selected, ordered(list))
		var all bytes.Buffer
		for _, f := range report.Formats {
			all.Write(written(t, f.Write, r))
		}
		return all.String()
	}
	want := mixed(func(int, func(i, j int)) {})
	if n := strings.Count(want, `"operation": `); n != 6 {
		t.Errorf("%d gaps, want 6: each once, though two findings have it", n)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		if got := mixed(random.Shuffle); got != want {
			t.Fatalf("one order gives\n%s\nanother\n%s", want, got)
		}
	}
}

// Baselines, alerts and exceptions name findings by their fingerprint.
func TestAFingerprintChangesWithCheckAndResourceOnly(t *testing.T) {
	of := func(f check.Finding, tool string, at time.Time) string {
		r := report.New(report.Tool{Name: "yourside", Version: tool}, report.Scan{Started: at}, []*check.Check{f.Check}, ordered([]check.Finding{bare("vol-0"), f}))
		return all(r)[1].Fingerprint
	}
	f := bare("vol-1")
	want := of(f, "v1", time.Time{})
	same := map[string]func(f *check.Finding) (tool string, at time.Time){
		"another version": func(*check.Finding) (string, time.Time) { return "v2", time.Time{} },
		"a later time":    func(*check.Finding) (string, time.Time) { return "v1", time.Now() },
		"other evidence": func(f *check.Finding) (string, time.Time) {
			f.Evidence = []check.Evidence{check.Saw("Encrypted", true)}
			return "v1", time.Time{}
		},
		"another status": func(f *check.Finding) (string, time.Time) {
			f.Verdict = check.Pass("is encrypted")
			return "v1", time.Time{}
		},
		"another name and tags": func(f *check.Finding) (string, time.Time) {
			f.Resource.Name, f.Resource.Tags = "x", map[string]string{"a": "b"}
			return "v1", time.Time{}
		},
		"other texts of the check": func(f *check.Finding) (string, time.Time) {
			c := *f.Check
			c.Title, c.Severity, c.Remedy, c.Controls = "T", check.Low, "R", nil
			f.Check = &c
			return "v1", time.Time{}
		},
	}
	for name, change := range same {
		changed := f
		tool, at := change(&changed)
		if got := of(changed, tool, at); got != want {
			t.Errorf("%s changes it", name)
		}
	}
	other := map[string]func(f *check.Finding){
		"check":     func(f *check.Finding) { f.Check = keyRotated },
		"resource":  func(f *check.Finding) { f.Resource.ARN += "x" },
		"region":    func(f *check.Finding) { f.Resource.Region = "us-east-1" },
		"account":   func(f *check.Finding) { f.Resource.Account = "999999999999" },
		"partition": func(f *check.Finding) { f.Resource.Partition = "aws-cn" },
	}
	seen := map[string]string{want: "none"}
	for name, change := range other {
		changed := f
		change(&changed)
		got := of(changed, "v1", time.Time{})
		if seen[got] != "" {
			t.Errorf("another %s gives that of another %s", name, seen[got])
		}
		seen[got] = name
	}
}

func TestTheNumbersAddUp(t *testing.T) {
	asJSON, _ := demo(t)
	r := read(t, asJSON)
	domains, statuses, severities := map[string]int{}, map[string]int{}, map[string]int{}
	for f := range r.Findings {
		domains[f.Domain.String()+f.Status.String()]++
		statuses[f.Status.String()]++
		if f.Status == check.StatusFail {
			severities[f.Severity.String()]++
		}
	}
	for d, of := range r.Summary.Domains {
		for s, n := range of {
			if domains[d+s] != n {
				t.Errorf("%s %s: %d, but there are %d", d, s, n, domains[d+s])
			}
		}
	}
	for s, n := range r.Summary.Statuses {
		if statuses[s] != n || n == 0 {
			t.Errorf("%s: %d, but there are %d", s, n, statuses[s])
		}
	}
	for s, n := range r.Summary.Severities {
		if severities[s] != n || n == 0 {
			t.Errorf("%s: %d, but there are %d", s, n, severities[s])
		}
	}
	want := report.Coverage{
		Judged: statuses["PASS"] + statuses["FAIL"], Unknown: statuses["UNKNOWN"], NotApplicable: statuses["NOT_APPLICABLE"],
		Unread: 13, // what the demo is denied of one bucket
	}
	if r.Coverage != want {
		t.Errorf("coverage is %+v, want %+v", r.Coverage, want)
	}
}

func TestAGapMakesAScanIncomplete(t *testing.T) {
	gap := unread(keyRotated, key("1"), "kms:DescribeKey", inventory.Denied, "", "")
	if !of(bare("vol-1")).Scan.Complete || of(bare("vol-1"), gap).Scan.Complete {
		t.Error("complete is not whether there are gaps")
	}
}

// People look at JSON too, in a terminal.
func TestAHostileNameIsEscapedInJSONAndSARIFAndMeansTheSame(t *testing.T) {
	for name, value := range hostile {
		t.Run(name, func(t *testing.T) {
			r := named(value)
			for _, f := range []report.Format{{Name: "json", Write: report.JSON}, {Name: "sarif", Write: report.SARIF}} {
				out := written(t, f.Write, r)
				for line := range strings.SplitSeq(string(out), "\n") {
					if i := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
						t.Fatalf("%s: %q", f.Name, line)
					}
				}
			}
			got := all(read(t, written(t, report.JSON, r)))
			if want := strings.ToValidUTF8(value, "\ufffd"); name != "invalid" && got[0].Resource.Name != want {
				t.Errorf("read back as %q, want %q", got[0].Resource.Name, want)
			}
		})
	}
}
