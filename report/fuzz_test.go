package report_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// Whatever stands in the fields that others fill, no output holds what steers a
// terminal, JSON says the same, and SARIF has an alert at a path of its own for
// each finding. Its schema takes long: the hostile names alone are held to it.
func FuzzFormats(f *testing.F) {
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		if value := hostile[name]; len(value) < 500 {
			f.Add(value, value, value, value)
		}
	}
	f.Add("", "", "AWS::IAM::", "")
	f.Add("a", "arn:aws:iam::123456789012:", "::", "b")
	f.Fuzz(func(t *testing.T, name, arn, place, said string) {
		r := filledWith(name, arn, place, said)
		for _, s := range []report.Style{{}, {Width: 60, All: true}} {
			printable(t, written(t, s.Text, r))
		}
		asSARIF := written(t, report.SARIF, r)
		printable(t, asSARIF)
		results := logOf(t, asSARIF).Results
		if len(results) != 3 {
			t.Errorf("%d results", len(results))
		}
		for _, result := range results {
			decoded, err := url.PathUnescape(result.uri())
			if err != nil || path.Clean(decoded) != decoded || !strings.HasPrefix(decoded, "aws/"+account+"/") {
				t.Errorf("%q leads elsewhere: %v", result.uri(), err)
			}
			if text := result.Message.Text; text == "" || strings.Contains(text, "](") {
				t.Errorf("the message is %q", text)
			}
		}
		asJSON := written(t, report.JSON, r)
		printable(t, asJSON)
		if !utf8.ValidString(name + arn + place + said) {
			return // JSON has no way to say them
		}
		got := read(t, asJSON)
		if diff := cmp.Diff(all(r), all(got), cmp.Transformer("evidence", func(e check.Evidence) string {
			text, _ := json.Marshal(e)
			return string(text)
		})); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(r.Unassessed, got.Unassessed); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(r.Scan, got.Scan); diff != "" {
			t.Error(diff)
		}
	})
}

// filledWith returns a report whose every field that AWS or a name fills holds
// one of these.
func filledWith(name, arn, place, said string) *report.Report {
	about := inventory.Resource{
		Partition: place, Account: account, Region: place, Type: place, ID: name, Name: name, ARN: arn,
		Tags: map[string]string{name: said},
	}
	failing := fails(volumeEncrypted, about, said)
	failing.Evidence = []check.Evidence{check.Saw(name, said), check.SawOn(about, "Field", []string{said, name})}
	global := about
	global.Region = ""
	r := of(failing, fails(rootMFA, global, said), fails(volumeEncrypted, global, said),
		unread(keyRotated, about, said, inventory.Denied, said, said),
		check.Finding{Check: keyRotated, Resource: global, Verdict: check.Unknown(said)})
	r.Tool.Version, r.Scan.Alias, r.Scan.Caller = name, name, arn
	r.Scan.Partition, r.Scan.Regions = place, []string{place, name}
	r.Against([]framework.Framework{{ID: name, Name: said, Version: place, Controls: []framework.Control{
		{ID: name, Checks: []string{volumeEncrypted.ID, arn}}, {ID: said, Checks: []string{keyRotated.ID}},
		{ID: place, Checks: []string{name}}, {ID: arn, Manual: true},
	}}})
	return r
}

func printable(t *testing.T, out []byte) {
	t.Helper()
	if !utf8.Valid(out) {
		t.Errorf("%q is not UTF-8", out)
	}
	if i := strings.IndexFunc(string(out), func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
		t.Errorf("%q is not for a terminal", out[max(0, i-40):min(len(out), i+40)])
	}
}
