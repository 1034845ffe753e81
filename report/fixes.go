package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
)

// Fixes are the findings that failed at an earlier scan of the account, as a
// later one finds them. Its Mark is one of New.
type Fixes struct {
	earlier *Report
	failed  map[string]failed // by fingerprint
	now     map[string]check.Status
	saw     Sight
}

type failed struct{ check, region, typ string }

// NewFixes begins with what failed at the earlier scan.
func NewFixes(earlier *Report) *Fixes {
	x := &Fixes{earlier: earlier, failed: map[string]failed{}, now: map[string]check.Status{}}
	for f := range earlier.failed() {
		x.failed[f.Fingerprint] = failed{f.Check, f.Resource.Region, f.Resource.Type}
	}
	return x
}

// Mark takes note of a finding of the later scan.
func (x *Fixes) Mark(f *Finding) {
	x.saw.Add(f)
	if _, ok := x.failed[f.Fingerprint]; ok {
		x.now[f.Fingerprint] = f.Status
	}
}

// Count returns how many pass, do not apply or are not there any more. What the
// scan did not look at, or could not see, is not fixed.
func (x *Fixes) Count(scan Scan) int {
	n := 0
	for fingerprint, was := range x.failed {
		switch status, there := x.now[fingerprint]; {
		case !there && x.saw.Hidden(scan, was.check, was.region, was.typ) == "":
			n++
		case status == check.StatusPass || status == check.StatusNotApplicable:
			n++
		}
	}
	return n
}

// idTime is how the ID of a scan begins.
const idTime = "20060102T150405Z"

// Changes returns "3 new, 2 fixed since yesterday", or "" if there is no earlier
// scan to compare with.
func (r *Report) Changes() string {
	if r.Outcome.Since == "" {
		return ""
	}
	when := "the scan " + clean(r.Outcome.Since)
	began, _, _ := strings.Cut(r.Outcome.Since, "-")
	if at, err := time.Parse(idTime, began); err == nil {
		when = day(at.Local(), r.Scan.Started.Local())
	}
	return fmt.Sprintf("%s new, %s fixed since %s", count(r.Summary.New), count(r.Summary.Fixed), when)
}

// day names the day of a time as people do, or the time if it was the same day.
func day(at, now time.Time) string {
	switch at.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return at.Format("15:04")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "yesterday"
	}
	return at.Format(time.DateOnly)
}
