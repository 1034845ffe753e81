package scan

import (
	"cmp"
	"context"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/wire"
)

// A Refusal is an operation that AWS did not answer, and the checks that need it.
type Refusal struct {
	inventory.Gap
	Checks []string
}

// Diagnose asks for what the checks need, each operation once and in one region,
// for a configuration that asks no more (wire.Asked). It returns what was
// refused, and the operations that there was nothing to ask about. What no check
// goes blind without is not among the refused: what only narrows verdicts is for
// few to read.
func (s *Scan) Diagnose(ctx context.Context, asked *wire.Asked) (refused []Refusal, untried []string) {
	here := collect.Scope{Regions: []string{s.home.Region}, Gaps: s.scope.Gaps}
	gaps := map[string]inventory.Gap{}
	for _, p := range append(s.plan.Collect(ctx, s.home, here, &s.progress), s.table) {
		for _, g := range p.Gaps() {
			if g.Reason != inventory.TurnedOff && gaps[g.Operation].Operation == "" {
				gaps[g.Operation] = g
			}
		}
	}
	for operation, g := range gaps {
		if blind := needing(s.checks, operation); len(blind) > 0 {
			refused = append(refused, Refusal{g, blind})
		}
	}
	slices.SortFunc(refused, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Operation, b.Operation))
	})
	for _, operation := range s.plan.Operations() {
		if !slices.Contains(asked.Operations(), operation) {
			untried = append(untried, operation)
		}
	}
	return refused, untried
}

// needing returns the checks of which a verdict rests on tables that the
// operation fills, or helps to.
func needing(checks []*check.Check, operation string) []string {
	var ids []string
	for _, c := range checks {
		needs := slices.DeleteFunc(c.Needs(), func(h inventory.Handle) bool { return slices.Contains(c.Narrowing(), h) })
		plan, err := collect.NewPlan(needs)
		if err == nil && (slices.Contains(plan.Operations(), operation) || slices.Contains(collect.RegionOperations, operation)) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
