package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/yourside/yourside/checks/check"
)

// Read reads what JSON wrote: one report, or several. The checks that are known
// explain the findings; what the report says of one that is not known stands for
// it. It returns an error that says where the document is none of ours.
func Read(r io.Reader, known []*check.Check) ([]*Report, error) {
	d := reader{Decoder: json.NewDecoder(r), known: known, rules: map[string]*Rule{}, resources: map[resourceKey]*Resource{}}
	all, err := d.document()
	if err == nil {
		if _, end := d.Token(); !errors.Is(end, io.EOF) {
			err = errors.New("something follows the report")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("at byte %d: %w", d.InputOffset(), err)
	}
	return all, nil
}

// A reader reads a document piece by piece: findings repeat what their check and
// their resource say, and it keeps that once.
type reader struct {
	*json.Decoder
	known     []*check.Check
	rules     map[string]*Rule
	resources map[resourceKey]*Resource
}

type resourceKey struct{ account, region, id, name string }

func (d *reader) document() ([]*Report, error) {
	r, all, err := d.report()
	switch {
	case err != nil:
		return nil, err
	case all != nil:
		return all, nil
	}
	return []*Report{r}, nil
}

// report reads an object that is a report, or has a list of them.
func (d *reader) report() (*Report, []*Report, error) {
	if err := d.delim('{'); err != nil {
		return nil, nil, err
	}
	r := &Report{}
	r.begin()
	var all []*Report
	var findings []Finding
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		switch name {
		case "reports":
			all = []*Report{}
			err = d.list(func() error {
				one, more, err := d.report()
				if err == nil && more != nil {
					err = errors.New("a list of reports lies within another")
				}
				all = append(all, one)
				return err
			})
		case "findings":
			findings, err = d.findings()
		case "carried":
			r.Carried, err = d.findings()
		default:
			err = d.field(r, name.(string))
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if err := d.delim('}'); err != nil {
		return nil, nil, err
	}
	if r.SchemaVersion != SchemaVersion {
		return nil, nil, fmt.Errorf("its schema_version is %q, not %q: this is no report that this version can read", r.SchemaVersion, SchemaVersion)
	}
	if all == nil && (r.Scan.Account+r.Scan.Profile == "" || findings == nil) {
		return nil, nil, errors.New("it lacks the scan or the findings of a report")
	}
	if err := carriedRight(r, findings); err != nil {
		return nil, nil, err
	}
	d.complete(r, findings)
	return r, all, nil
}

func (d *reader) delim(want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("there is %v where a report has %v", got, want)
	}
	return err
}

func (d *reader) list(entry func() error) error {
	if err := d.delim('['); err != nil {
		return err
	}
	for d.More() {
		if err := entry(); err != nil {
			return err
		}
	}
	return d.delim(']')
}

// field reads one of the short fields. What later versions may add is passed over.
func (d *reader) field(r *Report, name string) error {
	into := map[string]any{
		"schema_version": &r.SchemaVersion, "tool": &r.Tool, "scan": &r.Scan, "outcome": &r.Outcome,
		"coverage": &r.Coverage, "summary": &r.Summary, "unassessed": &r.Unassessed, "frameworks": &r.Frameworks,
	}[name]
	if into == nil {
		into = new(json.RawMessage)
	}
	return d.Decode(into)
}

func (d *reader) findings() ([]Finding, error) {
	all := []Finding{}
	err := d.list(func() error {
		var f Finding
		if err := d.Decode(&f); err != nil {
			return err
		}
		if f.Rule == nil || f.Resource == nil || f.Status == 0 {
			return errors.New("a finding lacks its check, status or resource")
		}
		f.Rule, f.Resource = d.rule(f.Rule), d.resource(f.Resource)
		all = append(all, f)
		return nil
	})
	return all, err
}

// carriedRight makes sure that what is carried forward is so: it failed, of a
// check that was selected, and was not judged again.
func carriedRight(r *Report, findings []Finding) error {
	if len(r.Carried) == 0 {
		return nil
	}
	known := map[string]bool{} // what there can be no more of
	for _, f := range findings {
		known[f.Fingerprint] = f.Status != check.StatusUnknown
	}
	for _, f := range r.Carried {
		if known[f.Fingerprint] || f.Status != check.StatusFail || !r.Scan.selected(f.Check) {
			return fmt.Errorf("what it carries forward of %q did not fail before, was not asked for or was judged again", f.Check)
		}
		known[f.Fingerprint] = true
	}
	return nil
}

func (d *reader) rule(r *Rule) *Rule {
	if d.rules[r.Check] == nil {
		d.rules[r.Check] = r
	}
	return d.rules[r.Check]
}

func (d *reader) resource(r *Resource) *Resource {
	key := resourceKey{r.Account, r.Region, r.ID, r.Name}
	if d.resources[key] == nil {
		d.resources[key] = r
	}
	return d.resources[key]
}

// complete adds what is not written since it follows from the rest.
func (d *reader) complete(r *Report, findings []Finding) {
	r.Findings = Findings(slices.Values(findings))
	judges := map[string]string{}
	for _, id := range r.Scan.Checks {
		c := d.check(id)
		r.Checks = append(r.Checks, c)
		judges[id] = c.Resource
	}
	for _, f := range findings {
		r.tally(f, judges[f.Check])
	}
}

func (d *reader) check(id string) *check.Check {
	if i := slices.IndexFunc(d.known, func(c *check.Check) bool { return c.ID == id }); i >= 0 {
		return d.known[i]
	}
	if r := d.rules[id]; r != nil {
		return &check.Check{ID: id, Title: r.Title, Severity: r.Severity, Domain: r.Domain, Remedy: r.Remediation, Controls: r.Frameworks}
	}
	return &check.Check{ID: id, Title: id, Severity: check.Low, Domain: check.InfrastructureProtection}
}
