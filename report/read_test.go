package report_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// marked returns the sample as a later scan reports it that knows more.
func marked() *report.Report {
	seen := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	findings := []check.Finding{
		bare("vol-1"), bare("vol-2"),
		{Check: volumeEncrypted, Resource: volume("vol-3"), Verdict: check.Pass("is encrypted")},
		fails(rootMFA, whole(""), "has no MFA for its root user"),
	}
	r := report.New(report.Tool{Name: "yourside", Version: "v1.2.3"}, of().Scan, of().Checks, ordered(findings), func(f *report.Finding) {
		switch f.Resource.Name {
		case "vol-1":
			f.FirstSeen = &seen
			f.Muted = &report.Muted{By: "exception", Reason: "a lab", Owner: "alice@example.com", Until: "2027-03-31"}
		case "vol-2":
			f.FirstSeen, f.New = &seen, true
		}
	})
	r.Outcome = report.Outcome{ExitCode: 1, FailOn: "high", Failing: 2}
	return r
}

func TestWhatIsWrittenIsReadBackWhole(t *testing.T) {
	other := sample()
	other.Scan.Account = "999999999999"
	for name, reports := range map[string][]*report.Report{
		"one": {sample()}, "one with marks": {marked()}, "one that carries": {carrying()}, "two": {sample(), other}, "none": {},
	} {
		t.Run(name, func(t *testing.T) {
			document := written(t, report.JSON, reports...)
			if err := reportSchema(t).Validate(parse(t, document)); err != nil {
				t.Error(err)
			}
			got, err := report.Read(bytes.NewReader(document), of().Checks)
			if err != nil {
				t.Fatal(err)
			}
			if again := written(t, report.JSON, got...); !bytes.Equal(again, document) {
				t.Error(cmp.Diff(string(document), string(again)))
			}
			for _, f := range report.Formats {
				if a, b := written(t, f.Write, reports...), written(t, f.Write, got...); !bytes.Equal(a, b) {
					t.Errorf("%s of what was read:\n%s", f.Name, cmp.Diff(string(a), string(b)))
				}
			}
		})
	}
}

func TestWhatIsNoReportIsNotRead(t *testing.T) {
	good, carries := string(written(t, report.JSON, sample())), string(written(t, report.JSON, carrying()))
	at := strings.Index(carries, `"carried": [`)
	carried := func(old, with string) string { return carries[:at] + strings.Replace(carries[at:], old, with, 1) }
	other := all(carrying())[2] // which fails still
	for name, document := range map[string]string{
		"empty":                      "",
		"no object":                  "[]",
		"another document":           `{"version": "2.1.0", "runs": []}`,
		"another version":            strings.Replace(good, `"schema_version": "1"`, `"schema_version": "2"`, 1),
		"cut short":                  good[:len(good)/2],
		"something after":            good + good,
		"no findings":                `{"schema_version": "1", "scan": {"account": "123456789012"}}`,
		"a bare finding":             `{"schema_version": "1", "scan": {"account": "123456789012"}, "findings": [{"status": "FAIL"}]}`,
		"carried, and never failed":  carried(`"status": "FAIL"`, `"status": "PASS"`),
		"carried, and judged again":  carried(carrying().Carried[0].Fingerprint, other.Fingerprint),
		"carried, and not asked for": carried(`"check": "`+keyRotated.ID, `"check": "kms.key-other`),
		"a list too many":            `{"schema_version": "1", "reports": [{"schema_version": "1", "reports": []}]}`,
	} {
		all, err := report.Read(strings.NewReader(document), nil)
		if err == nil || !strings.HasPrefix(err.Error(), "at byte ") {
			t.Errorf("%s: %d reports, error %v", name, len(all), err)
		}
	}
}

// Reports are kept for longer than checks, and are made by scanners with checks
// of their own.
func TestAReportOfUnknownChecksIsWrittenInEachFormat(t *testing.T) {
	got := read(t, written(t, report.JSON, sample()))
	for _, f := range report.Formats {
		if out := written(t, f.Write, got); !bytes.Contains(out, []byte("EBS volumes are encrypted")) {
			t.Errorf("%s has no title:\n%s", f.Name, out)
		}
	}
	if err := sarifSchema(t).Validate(parse(t, written(t, report.SARIF, got))); err != nil {
		t.Error(err)
	}
}

func TestWhatIsMutedIsCountedApartAndDoesNotFail(t *testing.T) {
	r := marked()
	if r.Summary.Statuses["FAIL"] != 3 || r.Summary.Muted != 1 || r.Summary.New != 1 {
		t.Errorf("%+v", r.Summary)
	}
	for _, of := range []*report.Report{r, read(t, written(t, report.JSON, r))} {
		if all, late, worst := of.Failing(check.High, false), of.Failing(check.Low, true), of.Failing(check.Critical, false); all != 2 || late != 1 || worst != 1 {
			t.Errorf("%d fail, %d are new, %d critical", all, late, worst)
		}
	}
	if results := runOf(t, r).Results; len(results) != 2 {
		t.Errorf("%d alerts: one for each that fails and is not muted", len(results))
	}
}

// A large account has more findings than are kept, and all are there each time.
func TestManyFindingsAreJudgedAgainEachTime(t *testing.T) {
	const many = 50_000
	judged := 0
	findings := func(yield func(check.Finding) bool) {
		judged++
		for i := range many {
			if !yield(bare(fmt.Sprintf("vol-%05d", i))) {
				return
			}
		}
	}
	r := report.New(report.Tool{}, report.Scan{}, of().Checks, findings, func(f *report.Finding) { f.New = true })
	for range 2 {
		got := all(r)
		if len(got) != many || !got[many-1].New || got[7].Resource.Name != "vol-00007" {
			t.Fatalf("%d findings", len(got))
		}
	}
	if judged != 3 || r.Summary.New != many {
		t.Errorf("judged %d times, counted %+v", judged, r.Summary)
	}
	if i := slices.IndexFunc(all(of(bare("vol-1"))), func(f report.Finding) bool { return f.New }); i >= 0 {
		t.Error("what no mark says is new")
	}
}
