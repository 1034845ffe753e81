// Package scan is the flow of a scan: the tables that the checks need, the
// plan that fills them, the inventory, the findings.
package scan

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/collect"
)

// Operations returns the operations that a scan with these checks may call.
func Operations(checks []*check.Check) ([]string, error) {
	plan, err := PlanOf(checks)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(plan.Operations(), account.Operations, collect.RegionOperations)
	slices.Sort(all)
	return slices.Compact(all), nil
}

// PlanOf returns the plan that collects what the checks need.
func PlanOf(checks []*check.Check) (collect.Plan, error) {
	var needs []inventory.Handle
	for _, c := range checks {
		needs = append(needs, c.Needs()...)
	}
	return collect.NewPlan(needs)
}

// Options say what to scan, and as whom.
type Options struct {
	SignIn  account.Options
	Regions []string // none means all that are enabled
	Checks  []*check.Check
	// Parameters of checks that are not the default, as check.Evaluate takes them.
	Parameters map[string]any
	Now        time.Time // of every age that a check reckons
}

// A Scan is a scan that has signed in and knows where to look.
type Scan struct {
	Identity account.Identity
	Regions  []string

	checks   []*check.Check
	set      map[string]any // parameters
	now      time.Time
	plan     collect.Plan
	home     collect.Session
	scope    collect.Scope
	table    inventory.Part // of the regions
	progress collect.Progress
}

// Begin signs in and finds the regions, both at once: neither needs the other.
func Begin(ctx context.Context, cfg aws.Config, o Options) (*Scan, error) {
	plan, err := PlanOf(o.Checks)
	if err != nil {
		return nil, err
	}
	asking, cancel := context.WithCancel(ctx)
	defer cancel()
	var list collect.RegionList
	var listing sync.WaitGroup
	listing.Go(func() { list = collect.ListRegions(asking, cfg) })
	who, err := account.Identify(ctx, cfg, o.SignIn)
	if err != nil {
		return nil, err
	}
	listing.Wait()
	home := collect.Session{Account: who.Account, Region: cfg.Region, Config: cfg}
	scope, table, err := list.Scope(home, o.Regions)
	if err != nil {
		return nil, err
	}
	return &Scan{
		Identity: who, Regions: scope.Regions,
		checks: o.Checks, set: o.Parameters, now: o.Now, plan: plan, home: home, scope: scope, table: table,
	}, nil
}

// Findings collects what the checks need, and yields what they find while they
// judge it. When the context ends, what is there is judged, and the rest is
// UNKNOWN.
func (s *Scan) Findings(ctx context.Context) iter.Seq[check.Finding] {
	parts := append(s.plan.Collect(ctx, s.home, s.scope, &s.progress), s.table)
	return check.Evaluate(s.checks, inventory.New(s.Identity.Account, s.now, parts...), s.set)
}

// Tables returns how many tables are done, of how many. It may be called while
// Findings runs.
func (s *Scan) Tables() (done, all int) { return s.progress.Tables() }
