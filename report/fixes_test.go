package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// later is the report of a scan after an earlier one, and what it fixes.
func later(earlier *report.Report, scan report.Scan, checks []*check.Check, findings ...check.Finding) (*report.Report, *report.Fixes) {
	fixes := report.NewFixes(earlier)
	r := report.New(earlier.Tool, scan, checks, ordered(findings), report.Since(earlier, scan.Started), fixes.Mark)
	return r, fixes
}

func TestFixedIsWhatALaterScanLookedAtAndFindsNoMore(t *testing.T) {
	one, two := bare("vol-0000000000000001"), bare("vol-0000000000000002")
	elsewhere := fails(volumeEncrypted, volumeIn("us-east-1", "vol-0000000000000003"), "is not encrypted")
	root := fails(rootMFA, whole(""), "has no MFA for its root user")
	earlierFindings := []check.Finding{one, two, elsewhere, root}
	earlier := of(earlierFindings...)
	scan := earlier.Scan
	scan.Started = scan.Started.AddDate(0, 0, 1)
	narrow := scan
	narrow.Regions = []string{"eu-west-1"}
	all := earlier.Checks
	passes := func(f check.Finding) check.Finding {
		f.Verdict = check.Pass("is encrypted")
		return f
	}
	unknown := func(f check.Finding) check.Finding {
		f.Verdict = check.Unknown("could not be judged")
		return f
	}
	unlisted := unread(volumeEncrypted, whole("us-east-1"), "ec2:DescribeVolumes", inventory.Denied, "UnauthorizedOperation", "no")
	for name, tc := range map[string]struct {
		scan   report.Scan
		checks []*check.Check
		now    []check.Finding
		want   int
		stays  string // what is carried forward
	}{
		"all is as it was":               {scan, all, []check.Finding{one, two, elsewhere, root}, 0, ""},
		"one passes":                     {scan, all, []check.Finding{passes(one), two, elsewhere, root}, 1, ""},
		"one is gone":                    {scan, all, []check.Finding{one, elsewhere, root}, 1, ""},
		"one cannot be judged":           {scan, all, []check.Finding{unknown(one), two, elsewhere, root}, 0, one.Resource.ID},
		"all are gone":                   {scan, all, nil, 4, ""},
		"a region was not scanned":       {narrow, all, []check.Finding{one, two, root}, 0, ""},
		"a region could not be listed":   {scan, all, []check.Finding{one, two, unlisted, root}, 0, elsewhere.Resource.ID},
		"a check was not selected":       {scan, []*check.Check{rootMFA}, []check.Finding{root}, 0, ""},
		"another resource fails instead": {scan, all, []check.Finding{one, bare("vol-0000000000000009"), elsewhere, root}, 1, ""},
	} {
		r, fixes := later(earlier, tc.scan, tc.checks, tc.now...)
		if got := fixes.Count(r.Scan); got != tc.want {
			t.Errorf("%s: %d are fixed, want %d", name, got, tc.want)
		}
		r.Carried = fixes.Carried(r.Scan)
		var stays []string
		for _, f := range r.Carried {
			stays = append(stays, f.Resource.Name)
		}
		if got := strings.Join(stays, " "); got != tc.stays {
			t.Errorf("%s: carried forward is %q, want %q", name, got, tc.stays)
		}
		// A scan that sees all of it again finds what the earlier one did.
		again := scan
		again.Started = scan.Started.AddDate(0, 0, 1)
		last, after := later(r, again, all, earlierFindings...)
		for f := range last.Findings {
			if tc.stays == f.Resource.Name && (f.New || !f.FirstSeen.Equal(earlier.Scan.Started)) {
				t.Errorf("%s: %s is new: %v, and first seen %v", name, f.Resource.Name, f.New, f.FirstSeen)
			}
		}
		if left := after.Carried(last.Scan); len(left) != 0 {
			t.Errorf("%s: still carried forward: %v", name, left)
		}
	}
}

func TestAReportSaysWhatHasChangedSinceTheScanBefore(t *testing.T) {
	earlier := of(bare("vol-0000000000000001"))
	for since, want := range map[string]string{
		"20261123T120000Z-123456789012": "1 new, 1 fixed since yesterday",
		"20261103T120000Z-123456789012": "1 new, 1 fixed since 2026-11-03",
		"20261124T113000Z-123456789012": "1 new, 1 fixed since " + time.Date(2026, 11, 24, 11, 30, 0, 0, time.UTC).Local().Format("15:04"),
		"nightly\x1b":                   "1 new, 1 fixed since the scan nightly?",
		"":                              "",
	} {
		r, fixes := later(earlier, of().Scan, earlier.Checks, bare("vol-0000000000000002"))
		r.Outcome.Since, r.Summary.Fixed = since, fixes.Count(r.Scan)
		if got := r.Changes(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		text := string(written(t, report.Text, r))
		if strings.Contains(text, "Changes  "+want+"\n") != (want != "") {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
