// Package checktest runs a check over inventory literals and holds every check
// to what the project promises of its verdicts:
//
//   - the cases show a PASS and a FAIL, and every verdict says why;
//   - denied every table, the check says UNKNOWN and nothing else;
//   - denied any one table, each verdict stays as it was or becomes UNKNOWN:
//     it never turns into another, but for what a table that only narrows had
//     ruled out;
//   - the evidence is complete: changing a field that it does not name does not
//     change the status.
package checktest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Account is the account of every case.
var Account = inventory.Account{Partition: "aws", ID: "123456789012"}

// Region is the region that Resource puts things into.
const Region = "us-east-1"

// Now is when the inventory of every case was taken.
var Now = time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)

// Resource returns a resource of this type and id in Account and Region. Its
// ARN is made up; use it where only its identity matters.
func Resource(cfnType, id string) inventory.Resource {
	return In(Region, cfnType, id)
}

// In returns a resource of this type and id in Account and another region, or
// a global one if the region is empty.
func In(region, cfnType, id string) inventory.Resource {
	parts := strings.Split(strings.ToLower(cfnType), "::")
	return inventory.Resource{
		Partition: Account.Partition, Account: Account.ID, Region: region, Type: cfnType, ID: id, Name: id,
		ARN: fmt.Sprintf("arn:aws:%s:%s:%s:%s/%s", parts[1], region, Account.ID, parts[len(parts)-1], id),
	}
}

// Regions returns the table of scanned regions with these regions.
func Regions(names ...string) inventory.Part {
	var rows []inventory.Region
	for _, n := range names {
		rows = append(rows, inventory.Region{Resource: Account.In(n), OptInStatus: "opt-in-not-required"})
	}
	return inventory.Regions.Of(rows...)
}

// Denied is the gap of a refused call: over the whole account, or at the
// resource that is given.
func Denied(subject ...inventory.Resource) inventory.Gap {
	g := inventory.Gap{
		Subject: Account.Resource(), Operation: "test:Operation",
		Reason: inventory.Denied, Code: "AccessDenied", Message: "not authorized",
	}
	if len(subject) > 0 {
		g.Subject = subject[0]
	}
	return g
}

// A Case is an inventory and the statuses that the check must give it.
type Case struct {
	parts    []inventory.Part
	want     []check.Status
	says     []string
	settings map[string]any
}

// Cases are the cases of one check, by what is given.
type Cases map[string]Case

// Want is a case with several findings, in the order of their resources, or
// with none.
func Want(want []check.Status, parts ...inventory.Part) Case {
	return Case{parts: parts, want: want}
}

// Pass is a case with one finding, a PASS.
func Pass(parts ...inventory.Part) Case { return Want([]check.Status{check.StatusPass}, parts...) }

// Fail is a case with one finding, a FAIL.
func Fail(parts ...inventory.Part) Case { return Want([]check.Status{check.StatusFail}, parts...) }

// Unknown is a case with one finding, an UNKNOWN.
func Unknown(parts ...inventory.Part) Case {
	return Want([]check.Status{check.StatusUnknown}, parts...)
}

// NotApplicable is a case with one finding, a NOT_APPLICABLE.
func NotApplicable(parts ...inventory.Part) Case {
	return Want([]check.Status{check.StatusNotApplicable}, parts...)
}

// None is a case without findings: there is no such resource.
func None(parts ...inventory.Part) Case { return Want(nil, parts...) }

// Says adds texts that must occur in the messages or evidence of the case.
func (c Case) Says(texts ...string) Case {
	c.says = append(slices.Clone(c.says), texts...)
	return c
}

// With sets a parameter of the check for the case.
func (c Case) With(param string, value any) Case {
	c.settings = maps.Clone(c.settings)
	if c.settings == nil {
		c.settings = map[string]any{}
	}
	c.settings[param] = value
	return c
}

// Run runs the check over the cases. Tables that it declares and a case does
// not give are empty.
func Run(t *testing.T, c *check.Check, cases Cases) {
	t.Helper()
	if err := check.Validate([]*check.Check{c}); err != nil {
		t.Fatal(err)
	}
	shown := map[check.Status]bool{}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		tc := cases[name]
		for _, s := range tc.want {
			shown[s] = true
		}
		t.Run(name, func(t *testing.T) { runCase(t, c, tc) })
	}
	for _, s := range []check.Status{check.StatusPass, check.StatusFail} {
		if !shown[s] {
			t.Errorf("%s: no case shows a %s", c.ID, s)
		}
	}
	t.Run("all tables denied", func(t *testing.T) {
		var parts []inventory.Part
		for _, h := range c.Needs() {
			parts = append(parts, h.Missing(Denied()))
		}
		findings := evaluate(c, parts, nil)
		if len(findings) == 0 {
			t.Errorf("no finding at all: the denial is silent")
		}
		for _, f := range findings {
			if f.Status != check.StatusUnknown {
				t.Errorf("%s: %s, want UNKNOWN", f.Resource.ARN, f.Status)
			}
		}
	})
}

func runCase(t *testing.T, c *check.Check, tc Case) {
	t.Helper()
	declared := map[string]bool{}
	for _, h := range c.Needs() {
		declared[h.Name()] = true
	}
	given := map[string]bool{}
	for _, p := range tc.parts {
		given[p.Table().Name()] = true
		if !declared[p.Table().Name()] {
			t.Fatalf("the case gives the table %s, which the check does not declare", p.Table().Name())
		}
	}
	parts := slices.Clone(tc.parts)
	for _, h := range c.Needs() {
		if !given[h.Name()] {
			parts = append(parts, h.Missing())
		}
	}
	settings := map[string]any{}
	for k, v := range tc.settings {
		settings[c.ID+"/"+k] = v
	}
	findings := evaluate(c, parts, settings)

	var got []check.Status
	var said strings.Builder
	seen := map[string]bool{}
	for _, f := range findings {
		got = append(got, f.Status)
		fmt.Fprintf(&said, "%s %v\n", f.Message, f.Evidence)
		if f.Message == "" {
			t.Errorf("%s %s: no message", f.Status, f.Resource.ARN)
		}
		if (f.Status == check.StatusPass || f.Status == check.StatusFail) && len(f.Evidence) == 0 {
			t.Errorf("%s %s: no evidence", f.Status, f.Resource.ARN)
		}
		if seen[f.Fingerprint()] {
			t.Errorf("two findings on %s in %q", f.Resource.ARN, f.Resource.Region)
		}
		seen[f.Fingerprint()] = true
	}
	if !slices.Equal(got, tc.want) {
		t.Fatalf("got %v, want %v\n%s", got, tc.want, said.String())
	}
	for _, text := range tc.says {
		if !strings.Contains(said.String(), text) {
			t.Errorf("nothing says %q:\n%s", text, said.String())
		}
	}
	denyOne(t, c, parts, settings, findings)
	evidenceComplete(t, c, parts, settings, findings)
}

func evaluate(c *check.Check, parts []inventory.Part, settings map[string]any) []check.Finding {
	return slices.Collect(check.Evaluate([]*check.Check{c}, inventory.New(Account, Now, parts...), settings))
}

// denyOne denies each table of the case in turn. A verdict that goes for that
// must name the gap, or the report would not say what was not read.
func denyOne(t *testing.T, c *check.Check, parts []inventory.Part, settings map[string]any, findings []check.Finding) {
	t.Helper()
	before := map[inventory.Key]check.Finding{}
	for _, f := range findings {
		before[f.Resource.Key()] = f
	}
	for _, h := range c.Needs() {
		var left []inventory.Part
		for _, p := range parts {
			if p.Table().Name() != h.Name() {
				left = append(left, p)
			}
		}
		left = append(left, h.Missing(Denied()))
		for _, f := range evaluate(c, left, settings) {
			was, ok := before[f.Resource.Key()]
			narrows := slices.Contains(c.Narrowing(), h)
			if narrows && len(f.Gaps) > len(was.Gaps) {
				t.Errorf("with %s denied, %s rests on it: %s", h.Name(), f.Resource.ARN, f.Message)
			}
			if f.Status != check.StatusUnknown && (!ok || !mayBecome(was.Status, f.Status, narrows)) {
				t.Errorf("with %s denied, %s becomes %s (was %s): %s", h.Name(), f.Resource.ARN, f.Status, was.Status, f.Message)
			}
			if f.Status == check.StatusUnknown && was.Status != check.StatusUnknown && len(f.Gaps) == 0 {
				t.Errorf("with %s denied, %s becomes UNKNOWN, but not for the gap: %s", h.Name(), f.Resource.ARN, f.Message)
			}
		}
	}
}

// mayBecome reports whether a verdict may turn into another when a table is
// denied. None may, but one that only narrows what is found may have ruled it
// out, and without it nothing is found to be better.
func mayBecome(was, now check.Status, narrows bool) bool {
	switch {
	case now == was:
		return true
	case !narrows:
		return false
	case was == check.StatusPass, was == check.StatusUnknown:
		return now == check.StatusFail
	}
	return was == check.StatusNotApplicable
}
