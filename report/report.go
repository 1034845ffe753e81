// Package report writes what a scan found. A Report is the model of every
// format, and its JSON form is a contract (schema_version). To add a format,
// write its file and add it to Formats.
package report

import (
	"cmp"
	"io"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SchemaVersion is the version of the JSON report's form.
const SchemaVersion = "1"

// A Format writes reports, each of another account, in one form.
type Format struct {
	Name  string
	Write func(io.Writer, []*Report) error
}

// Formats lists the formats by name.
var Formats = []Format{
	{"text", Text},
	{"json", JSON},
	{"sarif", SARIF},
	{"html", HTML},
	{"jsonl", JSONL},
	{"csv", CSV},
	{"junit", JUnit},
	{"markdown", Markdown},
	{"gitlab", GitLab},
	{"ocsf", OCSF},
	{"asff", ASFF},
}

// A Report is one scan of one account.
type Report struct {
	SchemaVersion string       `json:"schema_version"`
	Tool          Tool         `json:"tool"`
	Scan          Scan         `json:"scan"`
	Outcome       Outcome      `json:"outcome"`
	Coverage      Coverage     `json:"coverage"`
	Summary       Summary      `json:"summary"`
	Findings      Findings     `json:"-"` // JSON writes them one by one
	Unassessed    []Unassessed `json:"unassessed"`
	// Frameworks are those that the scan was selected by.
	Frameworks []Standing `json:"frameworks,omitempty"`

	// Checks are those that were selected, ordered by ID, for the formats that
	// explain them.
	Checks []*check.Check `json:"-"`
	// Carried are findings that failed at an earlier scan and that this one was to
	// judge and could not, for the formats in which what is absent counts as fixed.
	// They are in no count, and no gate falls for them.
	Carried []Finding `json:"-"` // JSON writes them one by one
	// Place is where the repository that takes the alerts lists the account, if
	// it does.
	Place *Place `json:"-"`

	failing map[gated]int
	byCheck map[string]map[check.Status]int
	use     use
}

// Findings are verdicts in the order of check.Finding.Compare, to be ranged over
// as often as is needed. A report of a large account does not keep them: each
// time it judges again, so a format goes over them once if it can.
type Findings iter.Seq[Finding]

// gated is what a gate asks of a finding that fails, and where the text counts it.
type gated struct {
	domain     check.Domain
	severity   check.Severity
	new, muted bool
}

// Failing counts the findings that fail at a severity or worse and are not
// muted: the new ones alone, or all.
func (r *Report) Failing(least check.Severity, onlyNew bool) int {
	n := 0
	for of, count := range r.failing {
		if of.severity <= least && !of.muted && (of.new || !onlyNew) {
			n += count
		}
	}
	return n
}

// A Place is a line of a file in a repository.
type Place struct {
	Path string // from the root, with slashes
	Line int
}

// Tool says what made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Scan says what was scanned, when and as whom.
type Scan struct {
	ID        string    `json:"id"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended"`
	Account   string    `json:"account"` // empty if it was not scanned, and only Profile is known
	Profile   string    `json:"profile,omitempty"`
	Alias     string    `json:"alias,omitempty"`
	Partition string    `json:"partition"`
	Regions   []string  `json:"regions"`
	Caller    string    `json:"caller"`
	Checks    []string  `json:"checks"`
	// Parameters of checks that are not the default: "iam.access-key-rotated/max-age-days".
	Parameters map[string]any `json:"parameters,omitempty"`
	// Baseline is the file of accepted findings that was looked at, if one was.
	Baseline string `json:"baseline,omitempty"`
	// Share is how much the scan took at most of the calls a second that AWS
	// allows the account; 0 if that is not known.
	Share float64 `json:"api_share,omitzero"`
	// Complete is whether everything that the checks need was read.
	Complete bool `json:"complete"`
}

// Outcome says why the scan ended with its exit code. More than one reason may
// hold; the code is that of the weightiest.
type Outcome struct {
	ExitCode    int    `json:"exit_code"`
	FailOn      string `json:"fail_on"`     // the least severity that fails the run, or none
	Failing     int    `json:"failing"`     // findings that fail at or above it, are not muted, and are new if only those count
	NewOnly     bool   `json:"new_only"`    // whether only new findings count
	MaxUnknown  int    `json:"max_unknown"` // how many may be unread before the run is incomplete
	Incomplete  bool   `json:"incomplete"`  // whether more were, or the scan was stopped
	Interrupted bool   `json:"interrupted"`
	// Since is the ID of the scan that says what is new, if there is one.
	Since string `json:"since,omitempty"`
}

// Coverage counts what could be judged.
type Coverage struct {
	Judged  int `json:"judged"`
	Unknown int `json:"unknown"`
	// Unread is how many of the unknown are so because something could not be
	// read; what AWS answered did not settle the others.
	Unread        int `json:"unread"`
	NotApplicable int `json:"not_applicable"`
}

// Summary counts findings by domain, by severity (of those that fail) and by status.
type Summary struct {
	Domains    map[string]map[string]int `json:"domain"`
	Severities map[string]int            `json:"severity"`
	Statuses   map[string]int            `json:"status"`
	Muted      int                       `json:"muted"` // of those that fail
	New        int                       `json:"new"`   // of those that fail and are not muted
	// Fixed is how many failed at the scan before, and do not any more.
	Fixed int `json:"fixed,omitempty"`
}

// A Finding is one check's verdict on one resource. A large account has several
// for each resource, so what many have in common they share.
type Finding struct {
	Status check.Status `json:"status"`
	*Rule
	Resource    *Resource        `json:"resource"`
	Message     string           `json:"message"`
	Evidence    []check.Evidence `json:"evidence"`
	Fingerprint string           `json:"fingerprint"`
	// FirstSeen is when it began to fail, as far as earlier scans tell.
	FirstSeen *time.Time `json:"first_seen,omitempty"`
	// New is whether it fails and did not at the scan before.
	New bool `json:"new,omitempty"`
	// Muted is why it does not count although it fails, if it does not.
	Muted *Muted `json:"muted,omitempty"`
}

// Muted says who accepted a finding, why and for how long.
type Muted struct {
	By     string `json:"by"` // baseline or exception
	Reason string `json:"reason,omitempty"`
	Owner  string `json:"owner,omitempty"`
	Until  string `json:"until"` // the last day, in UTC, or never
}

// A Rule is what all findings of a check say.
type Rule struct {
	Check       string         `json:"check"`
	Title       string         `json:"title"`
	Severity    check.Severity `json:"severity"`
	Domain      check.Domain   `json:"domain"`
	Remediation string         `json:"remediation"`
	Frameworks  []string       `json:"frameworks"`
}

// A Resource is what a finding is about.
type Resource struct {
	ID      string            `json:"id"` // the ARN
	Type    string            `json:"type"`
	Name    string            `json:"name"`
	Account string            `json:"account"`
	Region  string            `json:"region"` // empty for global resources
	Tags    map[string]string `json:"tags"`
}

// Unassessed says what a check could not see.
type Unassessed struct {
	Check     string           `json:"check"`
	Account   string           `json:"account"`
	Region    string           `json:"region"`
	Resource  string           `json:"resource,omitempty"`
	Operation string           `json:"operation"`
	Reason    inventory.Reason `json:"reason"`
	Code      string           `json:"code"`
	Message   string           `json:"message"`
}

// held is how many findings a report keeps. More of them cost more memory than
// judging again costs time.
const held = 20_000

// New makes the report of a scan from the checks that were selected and their
// findings, in the order of check.Finding.Compare, which it may range over again.
// A mark adds to a finding what others than its check know of it.
func New(tool Tool, scan Scan, checks []*check.Check, findings iter.Seq[check.Finding], marks ...func(*Finding)) *Report {
	checks = slices.SortedFunc(slices.Values(checks), func(a, b *check.Check) int { return cmp.Compare(a.ID, b.ID) })
	scan.Checks = []string{}
	for _, c := range checks {
		scan.Checks = append(scan.Checks, c.ID)
	}
	r := &Report{SchemaVersion: SchemaVersion, Tool: tool, Scan: scan, Checks: checks, Unassessed: []Unassessed{}}
	r.begin()
	rules := map[*check.Check]*Rule{}
	m := maker{marks: marks, rules: rules}
	kept, many := []Finding{}, false
	for f := range findings {
		made := m.finding(f)
		r.tally(made, f.Check.Resource)
		r.count(made, len(f.Gaps) > 0)
		r.miss(f)
		if many = many || len(kept) == held; many {
			kept = nil
			continue
		}
		kept = append(kept, made)
	}
	r.Findings = Findings(slices.Values(kept))
	if many {
		r.Findings = func(yield func(Finding) bool) {
			again := maker{marks: marks, rules: rules}
			for f := range findings {
				if !yield(again.finding(f)) {
					return
				}
			}
		}
	}
	slices.SortFunc(r.Unassessed, func(a, b Unassessed) int {
		return cmp.Or(cmp.Compare(a.Check, b.Check), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region),
			cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Operation, b.Operation),
			cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	r.Unassessed = slices.Compact(r.Unassessed)
	r.Scan.Complete = scan.Complete && len(r.Unassessed) == 0
	return r
}

// begin sets all counts to zero: what nothing has is written, too.
func (r *Report) begin() {
	r.failing = map[gated]int{}
	r.byCheck = map[string]map[check.Status]int{}
	r.use = use{only: map[kindIn]string{}, quiet: map[string]bool{}, busy: map[string]bool{}}
	r.Coverage = Coverage{}
	r.Summary = Summary{Domains: map[string]map[string]int{}, Severities: map[string]int{}, Statuses: map[string]int{}}
	for _, s := range check.Statuses {
		r.Summary.Statuses[s.String()] = 0
	}
	for _, s := range check.Severities {
		r.Summary.Severities[s.String()] = 0
	}
	for _, d := range check.Domains {
		r.Summary.Domains[d.String()] = map[string]int{}
		for _, s := range check.Statuses {
			r.Summary.Domains[d.String()][s.String()] = 0
		}
	}
}

// tally counts a finding for what is not in the JSON report. Judges is the type
// of resource that its check is about.
func (r *Report) tally(f Finding, judges string) {
	if r.byCheck[f.Check] == nil {
		r.byCheck[f.Check] = map[check.Status]int{}
	}
	r.byCheck[f.Check][f.Status]++
	if f.Status == check.StatusFail {
		r.failing[gated{f.Domain, f.Severity, f.New, f.Muted != nil}]++
	}
	r.use.add(f, judges)
}

// count counts a finding; unread is whether something that it needs was not read.
func (r *Report) count(f Finding, unread bool) {
	r.Summary.Domains[f.Domain.String()][f.Status.String()]++
	r.Summary.Statuses[f.Status.String()]++
	switch f.Status {
	case check.StatusFail:
		r.Coverage.Judged++
		r.Summary.Severities[f.Severity.String()]++
		switch {
		case f.Muted != nil:
			r.Summary.Muted++
		case f.New:
			r.Summary.New++
		}
	case check.StatusPass:
		r.Coverage.Judged++
	case check.StatusUnknown:
		r.Coverage.Unknown++
		if unread {
			r.Coverage.Unread++
		}
	case check.StatusNotApplicable:
		r.Coverage.NotApplicable++
	}
}

// miss adds what a finding lacks.
func (r *Report) miss(f check.Finding) {
	for _, g := range f.Gaps {
		u := Unassessed{
			Check: f.Check.ID, Account: g.Subject.Account, Region: g.Subject.Region,
			Operation: g.Operation, Reason: g.Reason, Code: g.Code, Message: g.Message,
		}
		if g.Subject.Type != inventory.AccountType {
			u.Resource = g.Subject.ARN
		}
		r.Unassessed = append(r.Unassessed, u)
	}
}

// A maker makes findings of the report from those of checks. What those of one
// check have in common they share, and so do those about one resource while few
// are made.
type maker struct {
	marks     []func(*Finding)
	rules     map[*check.Check]*Rule
	resources map[inventory.Key]*Resource
}

func (m *maker) finding(f check.Finding) Finding {
	made := Finding{
		Rule: m.rule(f.Check), Status: f.Status, Resource: m.resource(f.Resource), Message: f.Message,
		Evidence: listed(f.Evidence), Fingerprint: f.Fingerprint(),
	}
	for _, mark := range m.marks {
		mark(&made)
	}
	return made
}

func (m *maker) rule(c *check.Check) *Rule {
	if m.rules[c] == nil {
		m.rules[c] = &Rule{
			Check: c.ID, Title: c.Title, Severity: c.Severity, Domain: c.Domain, Remediation: c.Remedy, Frameworks: listed(c.Controls),
		}
	}
	return m.rules[c]
}

func (m *maker) resource(of inventory.Resource) *Resource {
	key := of.Key()
	known, ok := m.resources[key]
	// Tables may know one resource by more than its ARN: its name, its tags.
	if ok && known.Type == of.Type && known.Name == cmp.Or(of.Name, of.ID) && known.Account == of.Account && maps.Equal(known.Tags, of.Tags) {
		return known
	}
	made := &Resource{
		ID: of.ARN, Type: of.Type, Name: cmp.Or(of.Name, of.ID), Account: of.Account, Region: of.Region, Tags: notNil(of.Tags),
	}
	if m.resources == nil || len(m.resources) > held {
		m.resources = map[inventory.Key]*Resource{}
	}
	m.resources[key] = made
	return made
}

// noTags is what the many resources without tags share.
var noTags = map[string]string{}

func notNil(tags map[string]string) map[string]string {
	if tags == nil {
		return noTags
	}
	return tags
}

// listed is the same list, and an empty one where there is none.
func listed[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
