package cli

import (
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// roundTrip is what a call is assumed to take from far away.
const roundTrip = 150 * time.Millisecond

// home stands for the region of the credentials, which are not looked at.
const home = "us-east-1"

// runExplain prints what a scan would ask, and asks nothing.
func (p *program) runExplain(f scanFlags) error {
	if f.record != "" || f.replay != "" || f.resume != "" {
		return usage("--explain asks for nothing: --record, --replay and --resume do not go with it")
	}
	j, err := p.job(f)
	if err != nil {
		return err
	}
	for _, o := range j.outputs {
		if o.format.Name != "text" && o.format.Name != "json" {
			return usage("--explain writes text or json, not %s", o.format.Name)
		}
	}
	plan, err := callPlan(j)
	if err != nil {
		return err
	}
	var failed []error
	for _, o := range j.outputs {
		failed = append(failed, p.put(o, j, func(w io.Writer) error {
			if o.format.Name == "json" {
				return plan.JSON(w)
			}
			return p.style(o, f).CallPlan(w, plan)
		}))
	}
	return errors.Join(failed...)
}

// callPlan works out what a job would call.
func callPlan(j job) (*report.CallPlan, error) {
	plan, err := scan.PlanOf(j.checks)
	if err != nil {
		return nil, err
	}
	c := &report.CallPlan{
		Checks: len(j.checks), Regions: slices.Compact(slices.Sorted(slices.Values(j.flags.regions))), TurnedOff: []string{},
		SignIn: slices.Concat(account.Operations, collect.RegionOperations),
		Tables: []report.PlannedTable{}, Limits: []report.PlannedLimit{},
	}
	if len(c.Regions) == 0 {
		c.Regions, c.RegionsAssumed = collect.DefaultRegions, true
	}
	for operation := range j.flags.without.operations() {
		if slices.Contains(plan.Operations(), operation) {
			c.TurnedOff = append(c.TurnedOff, operation)
		}
	}
	slices.Sort(c.TurnedOff)
	needs, err := needed(j.checks)
	if err != nil {
		return nil, err
	}
	limits := &limits{share: j.flags.apiShare, at: map[string]int{}, in: map[string]map[string]int{}}
	for _, operation := range c.SignIn {
		limits.add(operation, map[string]int{home: 1})
	}
	c.Calls.SignIn = len(c.SignIn)
	nothing := inventory.New(inventory.Account{}, time.Time{})
	plan = plan.Without(c.TurnedOff)
	for _, s := range plan.Steps(home, c.Regions, nothing) {
		t := planned(s)
		t.Checks = needs[s.Table]
		c.Tables = append(c.Tables, t)
		switch s.Per {
		case collect.PerAccount:
			c.Calls.PerAccount += len(s.Operations)
		case collect.PerRegion:
			c.Calls.PerRegion += len(s.Operations)
		}
		for _, operation := range s.Operations {
			limits.add(operation, s.Calls)
			limits.grow(operation, t)
		}
	}
	c.Calls.Empty = c.Calls.SignIn + c.Calls.PerAccount + c.Calls.PerRegion*len(c.Regions)
	c.Limits = limits.all
	c.Floor = floor(c, j.flags.concurrency)
	c.Floor.LongestChain = slices.Concat(account.Operations[:1], plan.Chain())
	return c, nil
}

// needed returns how many checks need each table.
func needed(checks []*check.Check) (map[string]int, error) {
	n := map[string]int{}
	for _, one := range checks {
		plan, err := scan.PlanOf([]*check.Check{one})
		if err != nil {
			return nil, err
		}
		for _, table := range plan.Tables() {
			n[table]++
		}
	}
	return n, nil
}

func planned(s collect.Step) report.PlannedTable {
	t := report.PlannedTable{
		Table: s.Table, Operations: s.Operations, Per: string(s.Per), Parent: s.Parent, Some: s.Some,
		Chain: slices.Concat(account.Operations[:1], s.Chain),
	}
	switch s.Per {
	case collect.PerRow, collect.PerListing:
		t.Each = noun(s.Parent)
	case collect.PerReference:
		t.Each = noun(s.Table)
	}
	for _, n := range s.Calls {
		t.Calls += n * len(s.Operations)
	}
	return t
}

// noun returns what a row of a table is: a bucket, of s3.buckets.
func noun(table string) string {
	_, name, _ := strings.Cut(table, ".")
	name = strings.NewReplacer("_", " ", "saml", "SAML", "ebs", "EBS").Replace(strings.TrimSuffix(name, "_list"))
	if stem, ok := strings.CutSuffix(name, "ies"); ok {
		return stem + "y"
	}
	return strings.TrimSuffix(name, "s")
}

// limits are the buckets that calls come out of, in the order of the plan.
type limits struct {
	share float64 // of what AWS allows that a scan takes
	all   []report.PlannedLimit
	at    map[string]int            // in all, by the name
	in    map[string]map[string]int // calls by name and region
}

func (l *limits) of(operation string) *report.PlannedLimit {
	r := wire.RateOf(operation, l.share)
	at, ok := l.at[r.Bucket]
	if !ok {
		at = len(l.all)
		l.at[r.Bucket], l.in[r.Bucket] = at, map[string]int{}
		l.all = append(l.all, report.PlannedLimit{
			Limit: r.Bucket, PerSecond: r.PerSecond, Burst: r.Burst, Assumed: r.Assumed, Grows: []report.Growth{},
		})
	}
	return &l.all[at]
}

// add adds calls, by region.
func (l *limits) add(operation string, calls map[string]int) {
	limit := l.of(operation)
	for region, n := range calls {
		limit.Calls += n
		l.in[limit.Limit][region] += n
		limit.InOne = max(limit.InOne, l.in[limit.Limit][region])
	}
}

// grow adds what the operation is called for once more each, if there is any.
func (l *limits) grow(operation string, t report.PlannedTable) {
	if t.Each == "" {
		return
	}
	limit := l.of(operation)
	g := report.Growth{Table: t.Parent, Per: t.Per, Each: t.Each, Some: t.Some}
	for i, have := range limit.Grows {
		if have.Calls = 0; have == g {
			limit.Grows[i].Calls++
			return
		}
	}
	g.Calls = 1
	limit.Grows = append(limit.Grows, g)
}

// floor returns the least time where nothing is.
func floor(c *report.CallPlan, inFlight int) report.PlannedFloor {
	f := report.PlannedFloor{RoundTrip: roundTrip.Seconds(), InFlight: inFlight, Chain: account.Operations[:1]}
	for _, t := range c.Tables {
		if t.Calls > 0 && len(t.Chain) > len(f.Chain) {
			f.Chain = t.Chain
		}
	}
	worst := c.Limits[0]
	for _, l := range c.Limits {
		if l.Wait(l.InOne) > worst.Wait(worst.InOne) {
			worst = l
		}
	}
	f.Limit, f.LimitTime = worst.Limit, max(0, worst.Wait(worst.InOne))
	f.ChainTime = float64(len(f.Chain)) * f.RoundTrip
	f.CallsTime = float64(c.Calls.Empty) * f.RoundTrip / float64(inFlight)
	f.Seconds = max(f.ChainTime, f.CallsTime, f.LimitTime)
	return f
}
