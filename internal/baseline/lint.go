package baseline

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/yourside/yourside/internal/config"
)

// Missing stands for a reason or an owner that nobody has written yet.
const Missing = "MISSING"

// Lint returns what there is to say of a file without a report: what has expired
// or will soon, what is there twice, and what accepts more than anybody means to.
// Known are the IDs of all checks.
func (f *File) Lint(now time.Time, known []string) []Notice {
	m := f.At(now, known)
	var all []Notice
	add := func(line int, v Verdict, text string) { all = append(all, Notice{v, Problem{line, text}}) }
	ids := map[string]int{}
	for i := range f.Findings {
		one := &f.Findings[i]
		name := named([]*Finding{one})
		if v := m.day(one.Until); v != Fine {
			add(one.Line, v, name+m.says(v, one.Until, false))
		}
		if first, twice := ids[one.ID]; twice {
			add(one.Line, Mistaken, fmt.Sprintf("%s is there already, at line %d", name, first))
		} else {
			ids[one.ID] = one.Line
		}
		if !slices.Contains(known, one.Check) {
			add(one.Line, Mistaken, fmt.Sprintf("there is no check %q; did you mean %q?", one.Check, config.Nearest(one.Check, known)))
		}
	}
	for i := range f.Exceptions {
		one := &f.Exceptions[i]
		if v := m.day(one.Until); v != Fine {
			add(one.Line, v, one.name()+m.says(v, one.Until, false))
		}
		for _, text := range f.wrongOf(i, m) {
			add(one.Line, Mistaken, one.name()+" "+text)
		}
	}
	slices.SortStableFunc(all, func(a, b Notice) int { return a.Line - b.Line })
	return all
}

// wrongOf returns what an exception was hardly meant to say.
func (f *File) wrongOf(i int, m *Muting) []string {
	e := &f.Exceptions[i]
	var all []string
	if len(m.matching(e.Check)) == 0 {
		all = append(all, fmt.Sprintf("names no check that there is; did you mean %q?", config.Nearest(e.Check, m.known)))
	}
	anywhere := len(e.Accounts)+len(e.Regions)+len(e.Tags) == 0
	resources := slices.ContainsFunc(e.Resources, everything)
	switch {
	case everything(e.Check) && anywhere && (len(e.Resources) == 0 || resources):
		all = append(all, "accepts everything")
	case everything(e.Check):
		all = append(all, "is about every check, also those that are yet to come")
	case resources:
		all = append(all, "has a glob that matches every resource: leave resources out to mean that")
	}
	for _, glob := range e.Resources {
		if !strings.HasPrefix(glob, "arn:") && !strings.ContainsAny(glob[:1], "*?") {
			all = append(all, fmt.Sprintf("has the resource %q, which no ARN is as a whole: it begins with arn: or with *", glob))
		}
	}
	if e.Reason == Missing || e.Owner == Missing {
		all = append(all, "lacks a reason or an owner")
	}
	for j := range i {
		if e.same(&f.Exceptions[j]) {
			all = append(all, fmt.Sprintf("is there already, at line %d", f.Exceptions[j].Line))
			break
		}
	}
	return all
}

// same reports whether both are about the same, in any order.
func (e *Exception) same(o *Exception) bool {
	equal := func(a, b []string) bool {
		return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
	}
	return e.Check == o.Check && equal(e.Accounts, o.Accounts) && equal(e.Regions, o.Regions) &&
		equal(e.Resources, o.Resources) && maps.Equal(e.Tags, o.Tags)
}
