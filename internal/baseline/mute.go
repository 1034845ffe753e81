package baseline

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// A Muting is what a file says of one scan. Each finding of the scan is marked
// before what the file lacks or has too much is asked for.
type Muting struct {
	file    *File
	today   Day
	known   []string // the IDs of all checks that there are
	entries map[string]*entry
	rules   []*rule
	byCheck map[string][]*rule
	sight   report.Sight
}

// An entry is a finding of the file, and what the scan says of it.
type entry struct {
	*Finding
	status check.Status // 0 if the scan has no such finding
	other  bool         // the scan's finding is of another check or resource
}

// A rule is an exception, and what it met.
type rule struct {
	*Exception
	failing map[string]bool // the fingerprints of what fails that it is about
	unsure  bool            // something that it is about could not be judged
}

// At returns what the file says of a scan at that time; known are the IDs of all
// checks.
func (f *File) At(scan time.Time, known []string) *Muting {
	m := &Muting{file: f, today: DayOf(scan), known: known, entries: map[string]*entry{}, byCheck: map[string][]*rule{}}
	for i := range f.Findings {
		// Of two entries of one finding the one that ends later counts.
		if have := m.entries[f.Findings[i].ID]; have == nil || have.Until < f.Findings[i].Until {
			m.entries[f.Findings[i].ID] = &entry{Finding: &f.Findings[i]}
		}
	}
	for i := range f.Exceptions {
		m.rules = append(m.rules, &rule{Exception: &f.Exceptions[i], failing: map[string]bool{}})
	}
	return m
}

func (m *Muting) expired(until Day) bool { return until < m.today }

// Mark mutes a finding that fails if the file accepts it and its day has not
// passed. No other finding is changed: what could not be read stays unknown.
func (m *Muting) Mark(f *report.Finding) {
	m.sight.Add(f)
	muted := m.byID(f)
	if f.Status == check.StatusFail || f.Status == check.StatusUnknown {
		for _, r := range m.rulesOf(f.Check) {
			if !r.covers(f) {
				continue
			}
			if f.Status == check.StatusUnknown {
				r.unsure = true
				continue
			}
			r.failing[f.Fingerprint] = true
			if muted == nil && !m.expired(r.Until) {
				muted = &report.Muted{By: "exception", Reason: r.Reason, Owner: r.Owner, Until: string(r.Until)}
			}
		}
	}
	if f.Status == check.StatusFail && muted != nil {
		f.Muted = muted
	}
}

// byID finds the entry of a finding. It is one only if it says what is muted, so
// that who reviews the file sees that.
func (m *Muting) byID(f *report.Finding) *report.Muted {
	e := m.entries[f.Fingerprint]
	if e == nil {
		return nil
	}
	e.status = f.Status
	e.other = e.Check != f.Check || e.Resource != f.Resource.ID
	if e.other || m.expired(e.Until) {
		return nil
	}
	return &report.Muted{By: "baseline", Until: string(e.Until)}
}

func (m *Muting) rulesOf(checkID string) []*rule {
	some, ok := m.byCheck[checkID]
	if !ok {
		for _, r := range m.rules {
			if match(r.Check, checkID) {
				some = append(some, r)
			}
		}
		m.byCheck[checkID] = some
	}
	return some
}

// covers reports whether the exception is about a finding of a check that it names.
func (e *Exception) covers(f *report.Finding) bool {
	region := f.Resource.Region
	if region == "" {
		region = Global
	}
	if len(e.Accounts) > 0 && !slices.Contains(e.Accounts, f.Resource.Account) ||
		len(e.Regions) > 0 && !slices.Contains(e.Regions, region) {
		return false
	}
	if len(e.Resources) > 0 && !slices.ContainsFunc(e.Resources, func(glob string) bool { return match(glob, f.Resource.ID) }) {
		return false
	}
	for key, value := range e.Tags {
		if have, ok := f.Resource.Tags[key]; !ok || have != value {
			return false
		}
	}
	return true
}

// A Verdict is what a scan says of an entry or an exception.
type Verdict int

// The verdicts. What has none of them is of use.
const (
	Fine     Verdict = iota
	Expired          // its day has passed
	Expiring         // its day is near
	Endless          // it has no day
	Stale            // the scan looked, and nothing that it is about fails
	Mistaken         // it can be about nothing
)

// ahead is how many days before its end an entry is told of.
const ahead = 14

func (m *Muting) day(until Day) Verdict {
	switch {
	case m.expired(until):
		return Expired
	case until == Never:
		return Endless
	case until <= m.today.Later(ahead):
		return Expiring
	}
	return Fine
}

// finding judges an entry by a scan, all of whose findings were marked.
func (m *Muting) finding(f *Finding, scan report.Scan) Verdict {
	e := m.entries[f.ID]
	switch {
	case m.expired(f.Until):
		return Expired
	case e.other:
		return Mistaken
	case e.status == check.StatusPass || e.status == check.StatusNotApplicable:
		return Stale
	case e.status == 0 && m.gone(f, scan):
		return Stale
	}
	return m.day(f.Until)
}

// gone reports whether the scan would have the finding if it was still there. Its
// region follows from its ID, which is of one account and region.
func (m *Muting) gone(f *Finding, scan report.Scan) bool {
	for _, region := range append([]string{""}, scan.Regions...) {
		of := check.Finding{Check: &check.Check{ID: f.Check}, Resource: inventory.Resource{
			Partition: scan.Partition, Account: scan.Account, Region: region, ARN: f.Resource,
		}}
		if of.Fingerprint() == f.ID {
			return m.sight.Hidden(scan, f.Check, region, "") == ""
		}
	}
	return false // of another account, or of a region that was not scanned
}

// exception judges an exception by a scan, all of whose findings were marked. One
// that names no account is judged by what this one has, one that names others too
// is judged by nothing that this one lacks.
func (m *Muting) exception(r *rule, scan report.Scan) Verdict {
	others := slices.ContainsFunc(r.Accounts, func(id string) bool { return id != scan.Account })
	switch {
	case m.expired(r.Until):
		return Expired
	case len(m.matching(r.Check)) == 0:
		return Mistaken
	case !others && m.idle(r, scan):
		return Stale
	}
	return m.day(r.Until)
}

// idle reports whether the scan looked wherever the exception holds in its
// account, and nothing there fails or could fail.
func (m *Muting) idle(r *rule, scan report.Scan) bool {
	checks := m.matching(r.Check)
	return len(checks) > 0 && len(r.failing) == 0 && !r.unsure && r.within(scan) && m.looked(checks, r, scan)
}

// matching returns the checks that there are of those that a glob names.
func (m *Muting) matching(glob string) []string {
	var some []string
	for _, id := range m.known {
		if match(glob, id) {
			some = append(some, id)
		}
	}
	return some
}

// within reports whether the scan went wherever the exception holds, in its account.
func (e *Exception) within(scan report.Scan) bool {
	for _, name := range e.Regions {
		if name != Global && !slices.Contains(scan.Regions, name) {
			return false
		}
	}
	for _, glob := range e.Resources {
		parts := strings.SplitN(glob, ":", 6)
		if len(parts) < 6 {
			continue
		}
		if exact(parts[3]) && !slices.Contains(scan.Regions, parts[3]) || exact(parts[4]) && parts[4] != scan.Account {
			return false
		}
	}
	return true
}

// exact reports whether a part of a glob stands for one text.
func exact(part string) bool { return part != "" && !strings.ContainsAny(part, "*?") }

// looked reports whether nothing of these checks was hidden where the exception holds.
func (m *Muting) looked(checks []string, r *rule, scan report.Scan) bool {
	regions := r.Regions
	if len(regions) == 0 {
		regions = append([]string{Global}, scan.Regions...)
	}
	for _, id := range checks {
		for _, region := range regions {
			if region == Global {
				region = ""
			}
			if m.sight.Hidden(scan, id, region, "") != "" {
				return false
			}
		}
	}
	return true
}

// A Notice tells who keeps the file of something in it.
type Notice struct {
	Verdict
	Problem
}

// Notices returns what to tell of the file after a scan, all of whose findings
// were marked, in the order of the file. Findings are many and alike, so what is
// to say of several of them is one notice.
func (m *Muting) Notices(scan report.Scan) []Notice {
	var all []Notice
	groups := map[Notice][]*Finding{}
	for i := range m.file.Findings {
		f := &m.file.Findings[i]
		if of := (Notice{Verdict: m.finding(f, scan)}); of.Verdict != Fine {
			of.Text = string(f.Until)
			if of.Verdict == Stale || of.Verdict == Mistaken {
				of.Text = ""
			}
			groups[of] = append(groups[of], f)
		}
	}
	for of, some := range groups {
		all = append(all, Notice{of.Verdict, Problem{some[0].Line, named(some) + m.says(of.Verdict, Day(of.Text), len(some) > 1)}})
	}
	for _, r := range m.rules {
		v := m.exception(r, scan)
		if v == Fine {
			continue
		}
		text := r.name() + m.says(v, r.Until, false)
		switch {
		case v == Expired && len(r.failing) > 0:
			text += fmt.Sprintf(" (%d)", len(r.failing))
		case v == Mistaken:
			text = r.name() + " names no check that there is"
		}
		all = append(all, Notice{v, Problem{r.Line, text}})
	}
	slices.SortFunc(all, func(a, b Notice) int { return a.Line - b.Line })
	return all
}

// named returns "the finding CHECK of RESOURCE", and how many more there are.
func named(some []*Finding) string {
	text := "the finding " + some[0].Check + " of " + some[0].Resource
	if more := len(some) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more,", more)
	}
	return text
}

func (e *Exception) name() string { return "the exception of " + e.Owner + " for " + e.Check }

// says completes a sentence about one or several.
func (m *Muting) says(v Verdict, until Day, several bool) string {
	verb := func(one, many string) string {
		if several {
			return " " + many
		}
		return " " + one
	}
	switch v {
	case Expired:
		return " expired on " + string(until) + ": what fails counts again"
	case Expiring:
		return verb("expires", "expire") + " on " + string(until)
	case Endless:
		return verb("never expires", "never expire")
	case Stale:
		return verb("is stale: nothing that it is about fails any more", "are stale: they do not fail any more")
	case Mistaken:
		return verb("mutes", "mute") + " nothing: the id is of another finding"
	case Fine:
	}
	return ""
}

// Expired returns the exceptions whose day had passed at a time.
func (f *File) Expired(at time.Time) []Exception {
	var some []Exception
	for _, e := range f.Exceptions {
		if e.Until < DayOf(at) {
			some = append(some, e)
		}
	}
	return some
}
