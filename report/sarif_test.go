package report_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// A sarifRun is what the tests look at, by the names of the standard.
type sarifRun struct {
	Tool struct {
		Driver struct {
			Name, FullName, Version, SemanticVersion string
			Rules                                    []sarifRule
		}
	}
	AutomationDetails struct{ ID string }
	Invocations       []struct {
		ExecutionSuccessful        bool
		ToolExecutionNotifications []sarifNotification
	}
	OriginalURIBaseIDs map[string]map[string]any
	Results            []sarifResult
}

type sarifRule struct {
	ID, Name                          string
	ShortDescription, FullDescription struct{ Text string }
	Help                              struct{ Text, Markdown string }
	DefaultConfiguration              struct{ Level string }
	Properties                        map[string]any
}

type sarifNotification struct {
	Descriptor struct{ ID string }
	Level      string
	Message    struct{ Text string }
}

type sarifResult struct {
	RuleID    string
	RuleIndex int
	Kind      string
	Message   struct{ Text string }
	Locations []struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI, URIBaseID string }
			Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
		}
		LogicalLocations []struct{ FullyQualifiedName string }
	}
	Fingerprints, PartialFingerprints map[string]string
	Properties                        map[string]any
}

func (r sarifResult) uri() string { return r.Locations[0].PhysicalLocation.ArtifactLocation.URI }

func logOf(t *testing.T, document []byte) sarifRun {
	t.Helper()
	var log struct{ Runs []sarifRun }
	if err := json.Unmarshal(document, &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	return log.Runs[0]
}

// runOf returns the run that the report becomes, once it is valid.
func runOf(t *testing.T, r *report.Report) sarifRun {
	t.Helper()
	document := written(t, report.SARIF, r)
	if err := sarifSchema(t).Validate(parse(t, document)); err != nil {
		t.Error(err)
	}
	return logOf(t, document)
}

func (r sarifRun) notes(kind string) []sarifNotification {
	return slices.DeleteFunc(slices.Clone(r.Invocations[0].ToolExecutionNotifications), func(n sarifNotification) bool { return n.Descriptor.ID != kind })
}

func TestTheSARIFOfAReport(t *testing.T) {
	golden(t, "report.golden.sarif", written(t, report.SARIF, sample()))
	runOf(t, sample())
	runOf(t, town())
}

// Code scanning refuses a whole upload for one result without a file, and
// takes two results of one identity for one.
func TestEachResultOfTheDemoIsAnAlertOfItsOwn(t *testing.T) {
	asJSON, asSARIF := demo(t)
	run := logOf(t, asSARIF)
	r := read(t, asJSON)
	if n := r.Summary.Statuses["FAIL"]; len(run.Results) != n || n == 0 {
		t.Fatalf("%d results of %d findings that fail", len(run.Results), n)
	}
	seen := map[string]bool{}
	for _, r := range run.Results {
		if len(r.Locations) != 1 {
			t.Fatalf("%s has %d locations", r.RuleID, len(r.Locations))
		}
		for _, id := range []string{r.RuleID + " " + r.uri(), r.PartialFingerprints["primaryLocationLineHash"]} {
			if seen[id] {
				t.Errorf("two results are %s", id)
			}
			seen[id] = true
		}
		relative(t, r.uri())
		if at := r.Locations[0].PhysicalLocation; at.Region.StartLine != 1 || at.Region.StartColumn != 1 || at.Region.EndLine != 1 ||
			at.Region.EndColumn != 1 || at.ArtifactLocation.URIBaseID != "%SRCROOT%" {
			t.Errorf("%s is at %+v", r.RuleID, at)
		}
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Kind != "fail" {
			t.Errorf("rule %d is not %s", r.RuleIndex, r.RuleID)
		}
		if first, _, _ := strings.Cut(r.Message.Text, ". "); !strings.Contains(first, r.Properties["accountId"].(string)) {
			t.Errorf("an alert's title does not name the account: %s", first)
		} else if in := r.Properties["region"].(string); in != "global" && !strings.Contains(first, in) {
			t.Errorf("an alert's title does not name the region %s: %s", in, first)
		}
	}
	if run.Invocations[0].ExecutionSuccessful {
		t.Error("the demo could not read everything, and says that it did")
	}
	if base := run.OriginalURIBaseIDs["%SRCROOT%"]; len(base) != 1 || base["description"] == nil {
		t.Errorf("%%SRCROOT%% has more than its description: %v", base)
	}
}

// relative fails if the URI is no plain path below the root of a repository,
// however often it is decoded.
func relative(t *testing.T, uri string) {
	t.Helper()
	if !regexp.MustCompile(`^aws/123456789012/|^aws/111122223333/`).MatchString(uri) {
		t.Errorf("%q is not below its account", uri)
	}
	for decoded := uri; ; {
		u, err := url.Parse(decoded)
		switch {
		case err != nil:
			t.Errorf("%q: %v", decoded, err)
			return
		case u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "":
			t.Errorf("%q is more than a path", decoded)
		case u.Path != path.Clean(u.Path) || path.IsAbs(u.Path) || strings.Contains(u.Path, `\`):
			t.Errorf("%q leads elsewhere", decoded)
		case strings.IndexFunc(decoded, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 && decoded == uri:
			t.Errorf("%q is not encoded", decoded)
		}
		again, err := url.PathUnescape(decoded)
		if err != nil || again == decoded {
			return
		}
		decoded = strings.NewReplacer("?", "", "#", "", ":", "").Replace(again) // parts of a name by now
	}
}

func TestAHostileNameStaysBelowItsAccount(t *testing.T) {
	for name, value := range hostile {
		t.Run(name, func(t *testing.T) {
			for _, r := range runOf(t, named(value)).Results {
				relative(t, r.uri())
				if strings.Contains(r.Message.Text, "](") {
					t.Errorf("the message holds a link: %s", r.Message.Text)
				}
				if n := len(r.Message.Text); value == hostile["10 KB"] && n > 11<<10 {
					t.Errorf("the name is more than once in %d bytes", n)
				}
				first, _, _ := strings.Cut(strings.TrimSuffix(r.Message.Text, "."), ". ")
				if !strings.Contains(first, account) {
					t.Errorf("the name ends the first sentence: %s", r.Message.Text)
				}
			}
		})
	}
}

func TestWhatIsAboutTheAccountIsAtItsPlaceIfThatIsKnown(t *testing.T) {
	at := func(place *report.Place) []sarifResult {
		r := of(fails(rootMFA, whole(""), "has no MFA"), fails(defaultEncryption, whole("us-east-1"), "is off"), bare("vol-1"))
		r.Place = place
		return runOf(t, r).Results
	}
	before, after := at(nil), at(&report.Place{Path: "a b/#1%:ä/.yourside.yaml", Line: 7})
	for i, r := range after {
		place := r.Locations[0].PhysicalLocation
		want, mode := "a%20b/%231%25%3A%C3%A4/.yourside.yaml", "config"
		if r.RuleID == volumeEncrypted.ID {
			want, mode = before[i].uri(), "synthetic"
		}
		if place.ArtifactLocation.URI != want || r.Properties["locationMode"] != mode {
			t.Errorf("%s is at %s by %s", r.RuleID, place.ArtifactLocation.URI, r.Properties["locationMode"])
		}
		if mode == "config" && (place.Region.StartLine != 7 || place.Region.EndLine != 7) {
			t.Errorf("%s is at %+v", r.RuleID, place.Region)
		}
		if r.PartialFingerprints["primaryLocationLineHash"] != before[i].PartialFingerprints["primaryLocationLineHash"] {
			t.Errorf("%s has another hash for being elsewhere", r.RuleID)
		}
	}
}

// Code scanning shows one alert where two accounts have one identity.
func TestTwoAccountsHaveAlertsOfTheirOwn(t *testing.T) {
	mine := fails(rootMFA, whole(""), "has no MFA")
	theirs := mine
	theirs.Resource = inventory.Account{Partition: "aws", ID: "999999999999"}.Resource()
	other := of(theirs)
	other.Scan.Account = "999999999999"
	a, b := runOf(t, of(mine)), runOf(t, other)
	if a.Results[0].PartialFingerprints["primaryLocationLineHash"] == b.Results[0].PartialFingerprints["primaryLocationLineHash"] {
		t.Error("their hashes are the same")
	}
	if a.AutomationDetails.ID != "yourside/aws/123456789012/" || b.AutomationDetails.ID != "yourside/aws/999999999999/" {
		t.Errorf("their categories are %s and %s", a.AutomationDetails.ID, b.AutomationDetails.ID)
	}
}

func TestAnAlertIsKnownByTheFindingsFingerprint(t *testing.T) {
	r := of(bare("vol-1"))
	id := all(r)[0].Fingerprint
	got := runOf(t, r).Results[0]
	if got.PartialFingerprints["primaryLocationLineHash"] != id+":1" || got.PartialFingerprints["yoursideFinding/v1"] != id ||
		got.Fingerprints["yoursideFinding/v1"] != id {
		t.Errorf("%v %v, want %s", got.PartialFingerprints, got.Fingerprints, id)
	}
}

func TestOfMoreThanFiveThousandTheWorstAreThere(t *testing.T) {
	var findings []check.Finding
	const low = 12_001 // so many that it lets go of some before it has seen all
	for i := range low {
		findings = append(findings, fails(keyRotated, key(fmt.Sprintf("%05d", i)), "is not rotated")) // low
	}
	for i := range 1000 {
		findings = append(findings, bare(fmt.Sprintf("vol-%05d", i))) // high
	}
	run := runOf(t, of(findings...))
	count := map[string]int{}
	for _, r := range run.Results {
		count[r.RuleID]++
	}
	if len(run.Results) != 5000 || count["ec2.volume-encrypted"] != 1000 || count["kms.key-rotated"] != 4000 {
		t.Errorf("%d results: %v", len(run.Results), count)
	}
	if first := run.Results[0]; first.RuleID != "ec2.volume-encrypted" || !strings.HasSuffix(first.uri(), "vol-00000") {
		t.Errorf("the first is %s of %s", first.RuleID, first.uri())
	}
	notes := run.notes("truncated")
	if len(notes) != 1 || notes[0].Level != "warning" || !strings.Contains(notes[0].Message.Text, "Of 13,001 findings") {
		t.Errorf("not told: %v", notes)
	}
	if whole := runOf(t, of(findings[low-4000:]...)); len(whole.Results) != 5000 || len(whole.notes("truncated")) > 0 {
		t.Errorf("%d results of 5,000, %v", len(whole.Results), whole.notes("truncated"))
	}
}

func TestTextsOverTheLimitsAreCut(t *testing.T) {
	with := func(title, logic string) sarifRun {
		c := *volumeEncrypted
		c.Title, c.Logic = title, logic
		r := of()
		r.Checks = []*check.Check{&c}
		return runOf(t, r)
	}
	for name, tc := range map[string]struct {
		title, logic string
		short, full  string
		cut          bool
	}{
		"as long as can be": {
			strings.Repeat("t", 509) + ".", strings.Repeat("l", 512) + ".",
			strings.Repeat("t", 509) + ".", strings.Repeat("t", 509) + ". " + strings.Repeat("l", 512) + ".", false,
		},
		"a title of 1,025": {
			strings.Repeat("ä", 1025), "L",
			strings.Repeat("ä", 1021) + "...", strings.Repeat("ä", 1021) + "...", true,
		},
		"a text of 1,025, at its last sentence": {
			"T", strings.Repeat("a", 500) + ". " + strings.Repeat("b", 519) + ".",
			"T.", "T. " + strings.Repeat("a", 500) + ".", true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			run := with(tc.title, tc.logic)
			rule := run.Tool.Driver.Rules[0]
			if rule.ShortDescription.Text != tc.short || rule.FullDescription.Text != tc.full {
				t.Errorf("got %q and %q", rule.ShortDescription.Text, rule.FullDescription.Text)
			}
			if told := len(run.notes("truncated")) == 1; told != tc.cut {
				t.Errorf("the cut is told: %t", told)
			}
		})
	}
}

func TestManyNotificationsAreCutAtTheLeastOfThem(t *testing.T) {
	var findings []check.Finding
	for i := range 150 {
		findings = append(findings, unread(keyRotated, key("1"), fmt.Sprintf("kms:Get%03d", i), inventory.Denied, "", ""))
	}
	for i := range 5001 {
		findings = append(findings, bare(fmt.Sprintf("vol-%05d", i)))
	}
	run := runOf(t, of(findings...))
	if n := len(run.Invocations[0].ToolExecutionNotifications); n != 101 {
		t.Errorf("%d notifications", n)
	}
	var texts []string
	for _, n := range run.notes("truncated") {
		texts = append(texts, n.Message.Text)
	}
	if len(texts) != 2 || !strings.HasPrefix(texts[0], "Of 5,001 findings") || !strings.HasPrefix(texts[1], "52 notifications left out") {
		t.Errorf("%q", texts)
	}
}

// Code scanning closes the alerts that an upload lacks.
func TestAnIncompleteScanIsNoSuccess(t *testing.T) {
	interrupted := of(bare("vol-1"))
	interrupted.Outcome.Interrupted = true
	unfinished := of(bare("vol-1"))
	unfinished.Scan.Complete = false
	for name, tc := range map[string]struct {
		r       *report.Report
		success bool
		notes   []string
	}{
		"complete":    {of(bare("vol-1")), true, nil},
		"interrupted": {interrupted, false, []string{"The scan was interrupted; what was read until then is judged."}},
		"out of time": {unfinished, false, nil},
		"denied": {
			of(unread(keyRotated, key("1"), "kms:DescribeKey", inventory.Denied, "AccessDenied", "")), false,
			[]string{"kms:DescribeKey (AccessDenied) of 1 resource in us-east-1 was not read (denied), so 1 check could not be judged: kms.key-rotated."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			run := runOf(t, tc.r)
			if got := run.Invocations[0].ExecutionSuccessful; got != tc.success {
				t.Errorf("executionSuccessful is %t", got)
			}
			var texts []string
			for _, n := range run.notes("not-assessed") {
				texts = append(texts, n.Message.Text)
				if n.Level != "error" {
					t.Errorf("%s is a %s", n.Message.Text, n.Level)
				}
			}
			if !slices.Equal(texts, tc.notes) {
				t.Errorf("%q, want %q", texts, tc.notes)
			}
		})
	}
}

func TestOnlyWhatFailsIsAResult(t *testing.T) {
	run := runOf(t, of(
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-1"), Verdict: check.Pass("is encrypted")},
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-2"), Verdict: check.NotApplicable("is gone")},
		check.Finding{Check: volumeEncrypted, Resource: volume("vol-3"), Verdict: check.Unknown("has a key that nobody knows")},
	))
	if len(run.Results) > 0 {
		t.Errorf("%v", run.Results)
	}
	notes := run.notes("not-settled")
	if len(notes) != 1 || notes[0].Level != "warning" || notes[0].Message.Text != "ec2.volume-encrypted cannot tell of 1 resource." {
		t.Errorf("%v", notes)
	}
	if !run.Invocations[0].ExecutionSuccessful {
		t.Error("all was read")
	}
}

// A clean account must close its alerts: results that are absent close none.
func TestAnAccountWithoutFindingsHasResultsAndRules(t *testing.T) {
	document := parse(t, written(t, report.SARIF, of()))
	run := document["runs"].([]any)[0].(map[string]any)
	if results, ok := run["results"].([]any); !ok || len(results) != 0 {
		t.Errorf("results are %v", run["results"])
	}
	if n := len(runOf(t, of()).Tool.Driver.Rules); n != 5 {
		t.Errorf("%d rules, want all that were selected", n)
	}
}

// Consumers trip over these, and a path would tell of the machine.
func TestNothingIsEmptyNullOrOfThisMachine(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var walk func(where string, v any)
	walk = func(where string, v any) {
		switch v := v.(type) {
		case nil:
			t.Errorf("%s is null", where)
		case map[string]any:
			for name, part := range v {
				if name == "rank" || name == "suppressions" || name == "baselineState" || name == "webRequest" {
					t.Errorf("%s has %s", where, name)
				}
				walk(where+"/"+name, part)
			}
			if len(v) == 0 {
				t.Errorf("%s is empty", where)
			}
		case []any:
			for i, part := range v {
				walk(fmt.Sprint(where, "/", i), part)
			}
			if len(v) == 0 && where != "/runs/0/results" {
				t.Errorf("%s is empty", where)
			}
		case string:
			ofAccount := strings.Contains(where, "/logicalLocations/") // a log group may be called by a path
			if v == "" || strings.Contains(v, dir) || strings.HasPrefix(v, "file:") || strings.HasPrefix(v, "/") && !ofAccount {
				t.Errorf("%s is %q", where, v)
			}
		case json.Number:
			if strings.HasPrefix(v.String(), "-") {
				t.Errorf("%s is %s", where, v)
			}
		}
	}
	_, asSARIF := demo(t)
	for _, document := range [][]byte{asSARIF, written(t, report.SARIF, of()), written(t, report.SARIF, town())} {
		walk("", parse(t, document))
	}
}

func TestTheRulesOfTheDemoAreWhatCodeScanningTakes(t *testing.T) {
	_, asSARIF := demo(t)
	rules := logOf(t, asSARIF).Tool.Driver.Rules
	if !slices.IsSortedFunc(rules, func(a, b sarifRule) int { return strings.Compare(a.ID, b.ID) }) || len(rules) < 50 {
		t.Errorf("%d rules, not sorted or too few", len(rules))
	}
	score := map[string]string{"error": `8\.0|9\.5`, "warning": `5\.5`, "note": `2\.0`}
	problem := map[string]string{"error": "error", "warning": "warning", "note": "recommendation"}
	for _, r := range rules {
		level := r.DefaultConfiguration.Level
		if s, ok := r.Properties["security-severity"].(string); !ok || !regexp.MustCompile("^("+score[level]+")$").MatchString(s) {
			t.Errorf("%s: level %s, security-severity %v", r.ID, level, r.Properties["security-severity"])
		}
		if r.Properties["problem.severity"] != problem[level] || r.Properties["precision"] != "very-high" {
			t.Errorf("%s: %v", r.ID, r.Properties)
		}
		tags := r.Properties["tags"].([]any)
		if len(tags) < 4 || len(tags) > 8 || tags[0] != "security" || tags[1] != "aws" {
			t.Errorf("%s: tags %v", r.ID, tags)
		}
		if !regexp.MustCompile(`^[A-Z][A-Za-z0-9]{1,254}$`).MatchString(r.Name) {
			t.Errorf("%s: name %s", r.ID, r.Name)
		}
		for _, text := range []string{r.ShortDescription.Text, r.FullDescription.Text} {
			if !strings.HasSuffix(text, ".") || len([]rune(text)) > 1024 {
				t.Errorf("%s: %q", r.ID, text)
			}
		}
		if !strings.Contains(r.Help.Text, "How to fix it: ") || !strings.Contains(r.Help.Markdown, "**How to fix it**") || strings.Contains(r.Help.Markdown, "111122223333") {
			t.Errorf("%s: help %q", r.ID, r.Help.Markdown)
		}
	}
}

func TestAVersionIsAsTheStandardWantsIt(t *testing.T) {
	for version, want := range map[string][2]string{
		"v1.2.3":     {"1.2.3", "1.2.3"},
		"v0.1.0-rc1": {"0.1.0-rc1", "0.1.0-rc1"},
		"(devel)":    {"0 (devel)", ""},
	} {
		r := of()
		r.Tool.Version = version
		d := runOf(t, r).Tool.Driver
		if d.Version != want[0] || d.SemanticVersion != want[1] || d.FullName != "yourside "+want[0] || d.Name != "yourside" {
			t.Errorf("%s: %+v", version, d)
		}
	}
}

// Nothing that others could take for an open alert is there, unless it is asked for.
func TestWhatIsMutedIsAResultOnlyIfThatIsAskedFor(t *testing.T) {
	type result struct {
		Message      struct{ Text string }
		Suppressions *[]struct{ Kind, Status, Justification string }
	}
	results := func(a report.Alerts) []result {
		document := written(t, a.SARIF, marked())
		if err := sarifSchema(t).Validate(parse(t, document)); err != nil {
			t.Error(err)
		}
		var log struct{ Runs []struct{ Results []result } }
		if err := json.Unmarshal(document, &log); err != nil {
			t.Fatal(err)
		}
		return log.Runs[0].Results
	}
	for _, r := range results(report.Alerts{}) {
		if r.Suppressions != nil || strings.Contains(r.Message.Text, "vol-1") {
			t.Errorf("%+v", r)
		}
	}
	with := results(report.Alerts{Suppressed: true})
	if len(with) != 3 {
		t.Fatalf("%d results", len(with))
	}
	for _, r := range with {
		switch muted := strings.Contains(r.Message.Text, "vol-1"); {
		case r.Suppressions == nil:
			t.Errorf("%s does not say if it is suppressed, as others do", r.Message.Text)
		case muted && (len(*r.Suppressions) != 1 || (*r.Suppressions)[0].Status != "accepted" || !strings.Contains((*r.Suppressions)[0].Justification, "a lab")):
			t.Errorf("%+v", *r.Suppressions)
		case !muted && len(*r.Suppressions) != 0:
			t.Errorf("%s is suppressed", r.Message.Text)
		}
	}
}

// An alert that is absent is closed, so what cannot be judged again stays.
func TestWhatCannotBeJudgedAgainIsCarriedForward(t *testing.T) {
	r := carrying()
	run := runOf(t, r)
	got := map[string]any{}
	for _, result := range run.Results {
		got[result.uri()[strings.LastIndex(result.uri(), "/")+1:]] = result.Properties["carriedForward"]
	}
	if want := (map[string]any{"1": true, "3": nil}); !maps.Equal(got, want) {
		t.Errorf("results are %v, want %v", got, want)
	}
	if notes := run.notes("not-assessed"); !slices.ContainsFunc(notes, func(n sarifNotification) bool {
		return strings.HasPrefix(n.Message.Text, "1 finding that failed before could not be judged again")
	}) {
		t.Errorf("it is not told: %v", notes)
	}
}

// What a run lacks counts as fixed if its execution was successful.
func TestOnlyARunThatLosesNothingIsSuccessful(t *testing.T) {
	for name, tc := range map[string]struct {
		edit func(*report.Report)
		want bool
	}{
		"more is unread than may be":                  {func(r *report.Report) { r.Outcome.Incomplete = true }, false},
		"as much as may be is":                        {func(*report.Report) {}, true},
		"and nobody knows what failed before":         {func(r *report.Report) { r.Outcome.Since = "" }, false},
		"the scan was interrupted":                    {func(r *report.Report) { r.Outcome.Interrupted = true }, false},
		"all was read and nobody knows what was then": {func(r *report.Report) { r.Scan.Complete, r.Outcome.Since = true, "" }, true},
	} {
		r := carrying()
		r.Outcome.Since = "20261123T120000Z-123456789012"
		tc.edit(r)
		if got := runOf(t, r).Invocations[0].ExecutionSuccessful; got != tc.want {
			t.Errorf("%s: executionSuccessful is %v", name, got)
		}
	}
}

func TestAnAlertSaysSinceWhenItFails(t *testing.T) {
	for _, r := range runOf(t, marked()).Results {
		if late := r.Properties["firstSeen"] == "2026-11-01T00:00:00Z"; late != strings.Contains(r.Message.Text, "vol-2") {
			t.Errorf("%s since %v", r.Message.Text, r.Properties["firstSeen"])
		}
	}
}

// GitHub refuses a file of more runs, and one of more than 10 MB compressed.
func TestAFileIsOneThatCodeScanningTakes(t *testing.T) {
	if err := report.SARIF(io.Discard, slices.Repeat([]*report.Report{of()}, report.MaxRuns)); err != nil {
		t.Error(err)
	}
	if err := report.SARIF(io.Discard, slices.Repeat([]*report.Report{of()}, report.MaxRuns+1)); err == nil {
		t.Error("21 runs are in one file")
	}
	var findings []check.Finding
	random := rand.New(rand.NewPCG(1, 2))
	noise := func() string {
		text := make([]byte, 12<<10)
		for i := range text {
			text[i] = byte('a' + random.IntN(26))
		}
		return string(text)
	}
	for i := range 1500 {
		findings = append(findings, fails(volumeEncrypted, volume(fmt.Sprint(i)), noise()), fails(rootMFA, whole(fmt.Sprint("r", i)), "fails"))
	}
	document := written(t, report.SARIF, of(findings...))
	var small bytes.Buffer
	z := gzip.NewWriter(&small)
	if _, err := z.Write(document); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if small.Len() > 10<<20 {
		t.Errorf("%d bytes compressed", small.Len())
	}
	run := logOf(t, document)
	critical := 0
	for _, r := range run.Results {
		if r.RuleID == rootMFA.ID {
			critical++
		}
	}
	if notes := run.notes("truncated"); critical != 1500 && critical != len(run.Results) || len(notes) != 1 || !strings.Contains(notes[0].Message.Text, "Of 3,000 findings") {
		t.Errorf("%d of %d results are critical: %v", critical, len(run.Results), notes)
	}
}

func TestEachWeaknessIsOneOfACheck(t *testing.T) {
	_, asSARIF := demo(t)
	n := 0
	for _, r := range logOf(t, asSARIF).Tool.Driver.Rules {
		for _, tag := range r.Properties["tags"].([]any) {
			if strings.HasPrefix(tag.(string), "external/cwe/cwe-") {
				n++
			}
		}
	}
	if n != 59 {
		t.Errorf("%d rules have a weakness: the table and the checks do not fit", n)
	}
}

// The validator of others reads these files too: see `make sarif`.
func TestTheSARIFOfAllThatItCanSay(t *testing.T) {
	r := marked()
	r.Carried = all(of(fails(keyRotated, key("1"), "is not rotated")))
	r.Place = &report.Place{Path: ".yourside.yaml", Line: 3}
	a := report.Alerts{Suppressed: true, Revision: &report.Revision{Repository: "https://github.com/org/repo", Commit: "c0ffee", Branch: "main"}}
	golden(t, "alerts.golden.sarif", written(t, a.SARIF, r))

	var findings []check.Finding
	for _, values := range []map[string]string{hostile, bait} {
		for _, name := range slices.Sorted(maps.Keys(values)) {
			value := values[name]
			if len(value) > 500 {
				value = value[:500]
			}
			about := volume(value)
			about.Tags = map[string]string{value: value}
			findings = append(findings, fails(volumeEncrypted, about, "is named "+value), unread(keyRotated, key(value), value, inventory.Denied, value, value))
		}
	}
	golden(t, "hostile.golden.sarif", written(t, report.SARIF, of(findings...)))
}
