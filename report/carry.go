package report

import (
	"cmp"
	"iter"
	"slices"

	"github.com/yourside/yourside/checks/check"
)

// failed yields what fails as far as the scan tells: what it found to, and what it
// carries forward.
func (r *Report) failed() iter.Seq[Finding] { return r.told(check.StatusFail) }

// told yields the findings of some statuses, and what is carried forward.
func (r *Report) told(of ...check.Status) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for f := range r.Findings {
			if slices.Contains(of, f.Status) && !yield(f) {
				return
			}
		}
		for _, f := range r.Carried {
			if !yield(f) {
				return
			}
		}
	}
}

// Carried returns what failed at the earlier scan and was to be judged by this
// one, which could not: it is UNKNOWN now, or what it would be listed by is. What
// the scan was not to look at is not among them, and nothing that is gone. None
// is new, and who accepts them now is not said yet.
func (x *Fixes) Carried(scan Scan) []Finding {
	var all []Finding
	for f := range x.earlier.failed() {
		status, there := x.now[f.Fingerprint]
		seen := there && status != check.StatusUnknown || !there && x.saw.blurred(f.Check, f.Resource.Region, f.Resource.Type) == ""
		if seen || !scan.selected(f.Check) || !scan.covers(f.Resource.Region) {
			continue
		}
		if f.FirstSeen == nil {
			f.FirstSeen = &x.earlier.Scan.Started
		}
		f.New, f.Muted = false, nil
		all = append(all, f)
	}
	// What was carried before comes after what was found then.
	slices.SortStableFunc(all, inOrder)
	return all
}

// inOrder compares findings as check.Finding.Compare does.
func inOrder(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Domain, b.Domain), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Check, b.Check),
		cmp.Compare(a.Resource.Region, b.Resource.Region), cmp.Compare(a.Resource.ID, b.Resource.ID), cmp.Compare(a.Resource.Type, b.Resource.Type))
}

// carried counts what is carried forward and is not muted.
func (r *Report) carried() int {
	n := 0
	for _, f := range r.Carried {
		if f.Muted == nil {
			n++
		}
	}
	return n
}

// carriedText says it, or "" if nothing is.
func (r *Report) carriedText() string {
	switch n := r.carried(); n {
	case 0:
		return ""
	case 1:
		return "1 finding that failed before could not be judged again"
	default:
		return count(n) + " findings that failed before could not be judged again"
	}
}
