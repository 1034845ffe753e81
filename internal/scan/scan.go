// Package scan is the flow of a scan: the tables that the checks need, the
// plan that fills them, the inventory, the findings.
package scan

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/collect"
)

// Operations returns the operations that a scan with these checks may call.
func Operations(checks []*check.Check) ([]string, error) {
	plan, err := planOf(checks)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(plan.Operations(), account.Operations, collect.RegionOperations)
	slices.Sort(all)
	return slices.Compact(all), nil
}

func planOf(checks []*check.Check) (collect.Plan, error) {
	var needs []inventory.Handle
	for _, c := range checks {
		needs = append(needs, c.Needs()...)
	}
	return collect.NewPlan(needs)
}

// A Result is what a scan saw.
type Result struct {
	Identity account.Identity
	Regions  []string
	Findings []check.Finding
}

// Run scans the account of the configuration in the wanted regions, or in all
// that are enabled. When the context ends, what is there is judged, and the
// rest is UNKNOWN.
func Run(ctx context.Context, cfg aws.Config, signIn account.Options, wanted []string, checks []*check.Check, now time.Time) (Result, error) {
	plan, err := planOf(checks)
	if err != nil {
		return Result{}, err
	}
	who, err := account.Identify(ctx, cfg, signIn)
	if err != nil {
		return Result{}, err
	}
	home := collect.Session{Account: who.Account, Region: cfg.Region, Config: cfg}
	regions, table, err := collect.Regions(ctx, home, wanted)
	if err != nil {
		return Result{}, err
	}
	parts := append(plan.Collect(ctx, home, regions), table)
	inv := inventory.New(who.Account, now, parts...)
	return Result{who, regions, check.Evaluate(checks, inv, nil)}, nil
}
