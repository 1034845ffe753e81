package scan_test

import (
	"context"
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// scanRegions scans regions of the demo account, all of them if none are named.
func scanRegions(t *testing.T, regions ...string) []check.Finding {
	t.Helper()
	s, err := beginDemoIn(t, regions, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(s.Findings(context.Background()))
}

// What lies in a region that the user left out is not judged, and nobody hears of
// it. What is judged by all regions together is UNKNOWN, unless what was seen
// decides it.
func TestRegionsThatAreLeftOutAreNotComplainedOfAndPassNothing(t *testing.T) {
	const only = "eu-west-1"
	whole := bySubject(scanRegions(t))
	judged, unknown := 0, 0
	for _, f := range scanRegions(t, only) {
		if r := f.Resource.Region; r != "" && r != only && f.Resource.Type == inventory.AccountType {
			t.Errorf("%s complains of %s: %s", f.Check.ID, r, f.Message)
		}
		was, had := whole[subject{f.Check.ID, f.Resource.Key()}]
		switch {
		case f.Status == check.StatusUnknown && slices.ContainsFunc(f.Gaps, func(g inventory.Gap) bool { return g.Reason == inventory.NotSelected }):
			unknown++
		case !had || f.Status != was.Status:
			t.Errorf("%s of %s: %s %q, was %s %q", f.Check.ID, f.Resource.ARN, f.Status, f.Message, was.Status, was.Message)
		case f.Resource.Region == only:
			judged++
		}
	}
	if judged == 0 || unknown == 0 {
		t.Errorf("%d of the region were judged, %d are UNKNOWN as others were left out", judged, unknown)
	}
}
