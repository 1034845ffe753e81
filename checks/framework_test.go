package checks

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/framework"
)

// Alerts and reports name the controls that a check says it serves; a scan by
// framework goes by the table. Both must say the same.
func TestTheChecksServeTheControlsThatTheTableSays(t *testing.T) {
	prefixes := map[string]string{"securityhub-2026": "FSBP/"}
	for _, f := range framework.All() {
		if f.Name == "CIS AWS Foundations" {
			prefixes[f.ID] = "CIS-" + f.Version + "/"
		}
	}
	if len(prefixes) != 9 {
		t.Fatalf("eight versions of CIS and Security Hub: %v", slices.Sorted(maps.Keys(prefixes)))
	}
	want := map[string][]string{}
	for id, prefix := range prefixes {
		f, _ := framework.Find(id)
		for _, control := range f.Controls {
			for _, check := range control.Checks {
				want[check] = append(want[check], prefix+control.ID)
			}
		}
	}
	for _, c := range All() {
		var got []string
		for _, control := range c.Controls {
			if strings.HasPrefix(control, "CIS-") || strings.HasPrefix(control, "FSBP/") {
				got = append(got, control)
			}
		}
		slices.Sort(got)
		slices.Sort(want[c.ID])
		if diff := cmp.Diff(want[c.ID], got); diff != "" {
			t.Errorf("%s, - as the table says, + as the check does:\n%s", c.ID, diff)
		}
	}
}
