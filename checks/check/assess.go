package check

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/yourside/yourside/checks/inventory"
)

// An Assessment is how a check comes to its verdicts: the tables it reads and
// a pure function over them. Combinators make it.
type Assessment struct {
	needs   []inventory.Handle
	narrows []inventory.Handle // of the needs, see Narrowed
	run     func(*run) []Finding
}

// Narrowed returns the assessment with tables that narrow what a judge finds, if
// they can be read, which most accounts may not: he peeks at them (see Peek), and
// no verdict rests on them. Without them a FAIL stays one, and what they ruled
// out may be another.
func (a Assessment) Narrowed(by ...inventory.Handle) Assessment {
	a.needs = slices.Concat(a.needs, by)
	a.narrows = slices.Concat(a.narrows, by)
	return a
}

// run is one check over one inventory.
type run struct {
	check  *Check
	inv    *inventory.Inventory
	params map[string]any
	memo   map[any]any // what Once keeps
}

// Env is what a judge may see: the scan's clock and account, the check's
// parameters, and, through Rows, Find, Lookup and Detail, its declared tables.
type Env struct {
	Now     time.Time // when the inventory was taken
	Account inventory.Account

	run  *run
	rest *[]inventory.Gap // what the verdict came to rest on without seeing it
}

func (r *run) env() Env {
	return Env{Now: r.inv.Taken, Account: r.inv.Account, run: r, rest: new([]inventory.Gap)}
}

// declared panics unless the check handed the table to its combinator: an
// undeclared table is not collected, so reading it would be a false verdict.
func (e Env) declared(t inventory.Handle) *inventory.Inventory {
	for _, h := range e.run.check.Assess.needs {
		if h.Name() == t.Name() {
			return e.run.inv
		}
	}
	panic(fmt.Sprintf("check %s reads the table %s, which it does not declare", e.run.check.ID, t.Name()))
}

func (e Env) touch(t inventory.Handle, near inventory.Resource) {
	for _, g := range e.run.inv.Gaps(t) {
		if g.Covers(near) {
			*e.rest = append(*e.rest, g)
		}
	}
}

// Rows returns the table's rows within near: all of them if near is the
// account (Env.Account.Resource()), those of its region otherwise. The verdict
// then rests on the whole of what was asked: a gap in it makes it UNKNOWN.
func Rows[R inventory.Row](e Env, t *inventory.Table[R], near inventory.Resource) []R {
	rows := t.Rows(e.declared(t))
	e.touch(t, within(near))
	return inRegion(rows, near.Region)
}

// inRegion returns the part of rows, which are ordered by region, that lies in
// one; all of them if the region is empty.
func inRegion[R inventory.Row](rows []R, region string) []R {
	if region == "" {
		return rows
	}
	edge := func(past int) int {
		n, _ := slices.BinarySearchFunc(rows, region, func(r R, region string) int {
			return cmp.Or(cmp.Compare(r.Subject().Region, region), past)
		})
		return n
	}
	return rows[edge(1):edge(-1)]
}

// within widens a resource to the region or account that it lies in.
func within(near inventory.Resource) inventory.Resource {
	return inventory.Resource{Type: inventory.AccountType, Region: near.Region}
}

// Find returns the first row within near (see Rows) that matches. A match is a
// witness, and stands whatever else could not be read; without one the verdict
// rests on the whole, and a gap in it makes it UNKNOWN.
func Find[R inventory.Row](e Env, t *inventory.Table[R], near inventory.Resource, match func(R) bool) (R, bool) {
	seen := *e.rest
	for _, r := range Rows(e, t, near) {
		if match(r) {
			*e.rest = seen
			return r, true
		}
	}
	var none R
	return none, false
}

// Lookup returns the table's row about the resource with this region and ARN.
// If there is none, the verdict rests on there being none: a gap that may hide
// the row makes it UNKNOWN.
func Lookup[R inventory.Row](e Env, t *inventory.Table[R], r inventory.Resource) (R, bool) {
	row, ok := t.Row(e.declared(t), r.Key())
	if !ok {
		e.touch(t, r)
	}
	return row, ok
}

// Detail returns the row that a table of details holds about the resource of
// another table's row. Such a table has one row, or one gap, for each. The gap
// makes the verdict UNKNOWN, whatever the judge makes of the empty row that it
// is given.
func Detail[R inventory.Row](e Env, t *inventory.Table[R], r inventory.Resource) R {
	row, ok := Lookup(e, t, r)
	if !ok && len(*e.rest) == 0 {
		*e.rest = append(*e.rest, inventory.Gap{
			Subject: r, Reason: inventory.NotCollected,
			Message: "the table " + t.Name() + " has neither a row nor a gap for it",
		})
	}
	return row
}

// Peek returns the row that a table of details holds about a resource, if it
// was read. The verdict does not rest on it: peek only for what decides by
// itself, and read with Detail what takes more to decide. A table that nothing
// else reads is one of those that Narrowed names.
func Peek[R inventory.Row](e Env, t *inventory.Table[R], r inventory.Resource) (R, bool) {
	return t.Row(e.declared(t), r.Key())
}

// ForEach judges every row of a table, one finding a row. The judge may also
// read the tables in also. A gap in the table itself is one UNKNOWN at the
// gap's subject, but for regions that the scan leaves out: their rows are none of
// its business.
func ForEach[R inventory.Row](t *inventory.Table[R], judge func(Env, R) Verdict, also ...inventory.Handle) Assessment {
	return Assessment{
		needs: append([]inventory.Handle{t}, also...),
		run: func(r *run) []Finding {
			var all []Finding
			for _, row := range t.Rows(r.inv) {
				e := r.env()
				v := judge(e, row)
				if f, ok := r.finding(row.Subject(), v, *e.rest); ok {
					all = append(all, f)
				}
			}
			leftOut := func(g inventory.Gap) bool { return g.Reason == inventory.NotSelected }
			for gaps := slices.DeleteFunc(slices.Clone(r.inv.Gaps(t)), leftOut); len(gaps) > 0; {
				about := gaps[0].Subject
				n := slices.IndexFunc(gaps, func(g inventory.Gap) bool { return g.Subject.Key() != about.Key() })
				if n < 0 {
					n = len(gaps)
				}
				if f, ok := r.finding(about, Verdict{}, gaps[:n]); ok {
					all = append(all, f)
				}
				gaps = gaps[n:]
			}
			return all
		},
	}
}

// Exists judges the account as a whole, by whether something is there. A Pass
// stands, since what was looked for was seen; any other verdict that rests on
// a gap is UNKNOWN.
func Exists(find func(Env) Verdict, tables ...inventory.Handle) Assessment {
	return Assessment{
		needs: tables,
		run: func(r *run) []Finding {
			e := r.env()
			v := find(e)
			if v.Status == StatusPass {
				*e.rest = nil
			}
			f, ok := r.finding(r.inv.Account.Resource(), v, *e.rest)
			if !ok {
				return nil
			}
			return []Finding{f}
		},
	}
}

// Whole judges the account as a whole, from all that its tables say: any
// verdict that rests on a gap is UNKNOWN.
func Whole(judge func(Env) Verdict, tables ...inventory.Handle) Assessment {
	return Assessment{
		needs: tables,
		run: func(r *run) []Finding {
			e := r.env()
			v := judge(e)
			f, ok := r.finding(r.inv.Account.Resource(), v, *e.rest)
			if !ok {
				return nil
			}
			return []Finding{f}
		},
	}
}

// finding turns a verdict and the gaps that it rests on into a finding. There
// is none about a resource that was deleted while the scan ran.
func (r *run) finding(about inventory.Resource, v Verdict, rest []inventory.Gap) (Finding, bool) {
	rest = slices.DeleteFunc(slices.Clone(rest), func(g inventory.Gap) bool {
		return g.Reason == inventory.Gone && g.Subject.Key() != about.Key()
	})
	for _, g := range rest {
		if g.Reason == inventory.Gone {
			return Finding{}, false
		}
	}
	if len(rest) > 0 {
		slices.SortFunc(rest, inventory.Gap.Compare)
		rest = slices.CompactFunc(rest, func(a, b inventory.Gap) bool { return a.Compare(b) == 0 })
		v = Verdict{Status: StatusUnknown, Message: unread(rest)}
	}
	if v.Status == 0 {
		panic("check " + r.check.ID + ": a judge returned no verdict")
	}
	return Finding{Check: r.check, Resource: about, Verdict: v, Gaps: rest}, true
}

func unread(gaps []inventory.Gap) string {
	g := gaps[0]
	what := g.Operation
	if what == "" {
		what = "something it needs"
	}
	text := fmt.Sprintf("could not be judged: %s was not read (%s)", what, g.Reason)
	if n := len(gaps) - 1; n > 0 {
		text += fmt.Sprintf(", and %d more", n)
	}
	return text
}

// Together is several assessments of one check, where what it judges is in
// several tables: users, groups and roles. What they could not read of the
// same subject is one finding.
func Together(parts ...Assessment) Assessment {
	var needs, narrows []inventory.Handle
	for _, p := range parts {
		needs = append(needs, p.needs...)
		narrows = append(narrows, p.narrows...)
	}
	return Assessment{
		needs: needs, narrows: narrows,
		run: func(r *run) []Finding {
			var all []Finding
			for _, p := range parts {
				for _, f := range p.run(r) {
					i := -1
					if len(f.Gaps) > 0 {
						i = slices.IndexFunc(all, func(o Finding) bool {
							return len(o.Gaps) > 0 && o.Resource.Key() == f.Resource.Key()
						})
					}
					if i < 0 {
						all = append(all, f)
						continue
					}
					merged, _ := r.finding(f.Resource, Verdict{}, slices.Concat(all[i].Gaps, f.Gaps))
					all[i] = merged
				}
			}
			return all
		},
	}
}
