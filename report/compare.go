package report

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
)

// A Difference is what two scans of one account say otherwise: each list in the
// order of the reports.
type Difference struct {
	Account string `json:"account"`
	Alias   string `json:"alias,omitempty"`
	Before  Side   `json:"before"`
	After   Side   `json:"after"`
	// New fails after, and did not before.
	New []Change `json:"new"`
	// Fixed failed before. After it passes, does not apply, or is not there any
	// more although the scan would have seen it.
	Fixed []Change `json:"fixed"`
	// Changed fails at both, but otherwise.
	Changed []Change `json:"changed"`
	// Unassessable was judged before, and after was not: nobody knows how it is.
	Unassessable []Change `json:"unassessable"`
}

// A Side is one of the scans. A scan that there was not has no ID.
type Side struct {
	Scan     string `json:"scan"`
	Started  string `json:"started"` // RFC 3339
	Complete bool   `json:"complete"`
	Checks   int    `json:"checks"`
}

// A Change is one finding before and after; nil stands for none.
type Change struct {
	Before *Finding `json:"before,omitempty"`
	After  *Finding `json:"after,omitempty"`
	Why    string   `json:"why"` // it is in its list
}

// finding is the later one that there is.
func (c Change) finding() *Finding {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// The reasons of a change, but for those that a scan has for not seeing.
const (
	whyPassed   = "passed before"
	whyUnknown  = "was unknown before"
	whyNoMatter = "did not apply before"
	whyNotThere = "was not there before"
	whyPasses   = "passes"
	whyGone     = "is not there any more"
	whyNoMore   = "has no such finding any more" // of the account, which is there
	whyMoot     = "does not apply any more"
	whyNoScan   = "was not looked at: the account was not scanned"
)

// Compare returns what b says otherwise than a, an earlier scan of the same
// account; a scan without an ID stands for none. Nothing is fixed that was not
// looked at: what b could not or did not assess is told of apart.
func Compare(a, b *Report) Difference {
	d := Difference{
		Account: b.Scan.Account, Alias: b.Scan.Alias, Before: side(a), After: side(b),
		New: []Change{}, Fixed: []Change{}, Changed: []Change{}, Unassessable: []Change{},
	}
	before, sawBefore := indexed(a)
	after, sawAfter := indexed(b)
	known := fingerprints(a.Carried)
	for i := range a.Carried {
		before[a.Carried[i].Fingerprint] = &a.Carried[i]
	}
	for f := range b.Findings {
		if f.Status != check.StatusFail {
			continue
		}
		was := before[f.Fingerprint]
		switch {
		case was == nil:
			d.New = append(d.New, Change{nil, after[f.Fingerprint], whyNew(a, sawBefore, f)})
		case was.Status != check.StatusFail:
			d.New = append(d.New, Change{was, after[f.Fingerprint], map[check.Status]string{
				check.StatusPass: whyPassed, check.StatusUnknown: whyUnknown, check.StatusNotApplicable: whyNoMatter,
			}[was.Status]})
		default:
			if why := otherwise(was, &f); why != "" {
				d.Changed = append(d.Changed, Change{was, after[f.Fingerprint], why})
			}
		}
	}
	carried := fingerprints(b.Carried)
	for f := range a.told(check.StatusFail, check.StatusPass) {
		failed := f.Status == check.StatusFail
		is := after[f.Fingerprint]
		change := Change{Before: before[f.Fingerprint], After: is}
		switch {
		case known[f.Fingerprint] && carried[f.Fingerprint]: // it was told when it began
		case is == nil:
			if change.Why = notSeen(b, sawAfter, f); change.Why != "" {
				d.Unassessable = append(d.Unassessable, change)
			} else if failed {
				change.Why = whyGone
				if f.Resource.isAccount() {
					change.Why = whyNoMore
				}
				d.Fixed = append(d.Fixed, change)
			}
		case is.Status == check.StatusUnknown:
			change.Why = is.Message
			d.Unassessable = append(d.Unassessable, change)
		case failed && is.Status != check.StatusFail:
			change.Why = map[check.Status]string{check.StatusPass: whyPasses, check.StatusNotApplicable: whyMoot}[is.Status]
			d.Fixed = append(d.Fixed, change)
		}
	}
	if len(a.Carried) > 0 { // which come last, and belong where they were found
		for _, list := range [][]Change{d.Fixed, d.Unassessable} {
			slices.SortStableFunc(list, func(a, b Change) int { return inOrder(*a.Before, *b.Before) })
		}
	}
	return d
}

func fingerprints(of []Finding) map[string]bool {
	all := map[string]bool{}
	for _, f := range of {
		all[f.Fingerprint] = true
	}
	return all
}

func side(r *Report) Side {
	s := Side{Scan: r.Scan.ID, Complete: r.Scan.Complete, Checks: len(r.Scan.Checks)}
	if s.Scan != "" {
		s.Started = r.Scan.Started.UTC().Format("2006-01-02T15:04:05Z")
	}
	return s
}

// indexed returns the findings of a report by fingerprint, and how far it saw.
func indexed(r *Report) (map[string]*Finding, *Sight) {
	all, saw := map[string]*Finding{}, &Sight{}
	for f := range r.Findings {
		saw.Add(&f)
		all[f.Fingerprint] = &f
	}
	return all, saw
}

// whyNew says why there was no such finding before.
func whyNew(a *Report, saw *Sight, f Finding) string {
	if why := notSeen(a, saw, f); why != "" {
		return "before it " + why
	}
	return whyNotThere
}

// notSeen says why a scan may lack a finding that would be there, or "".
func notSeen(r *Report, saw *Sight, f Finding) string {
	if r.Scan.ID == "" {
		return whyNoScan
	}
	return saw.Hidden(r.Scan, f.Check, f.Resource.Region, f.Resource.Type)
}

// otherwise says in what two findings that fail differ, or "".
func otherwise(a, b *Finding) string {
	switch {
	case a.Severity != b.Severity:
		return "was " + a.Severity.String()
	case a.Message != b.Message:
		return "the message differs"
	case !slices.EqualFunc(a.Evidence, b.Evidence, sameEvidence):
		return "the evidence differs"
	}
	return ""
}

// sameEvidence compares what is written of both: a report that was read back
// holds other types.
func sameEvidence(a, b check.Evidence) bool {
	return a.Resource == b.Resource && a.Field == b.Field && inWords(a.Value) == inWords(b.Value)
}

// Failing counts what is new, fails at a severity or worse and is not muted.
func (d *Difference) Failing(least check.Severity) int {
	n := 0
	for _, c := range d.New {
		if c.After.Severity <= least && c.After.Muted == nil {
			n++
		}
	}
	return n
}

// inWords returns a value as JSON.
func inWords(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}
