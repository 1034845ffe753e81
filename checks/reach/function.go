package reach

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ToFunction returns whether the internet reaches a Lambda function through load
// balancers that have it for a target. A function has no ports: the openings are
// those of the load balancers. Function URLs and APIs are not its concern.
func ToFunction(e check.Env, function inventory.Resource) Answer {
	f := check.Aside(e, func(e check.Env) []inventory.ELBv2TargetSet { return targetsByID.Rows(e, function, function.ARN) })
	all := notRead(slices.DeleteFunc(slices.Clone(f.Gaps), func(g inventory.Gap) bool {
		row, ok := check.Peek(e, inventory.ELBv2TargetGroups, g.Subject)
		return ok && row.TargetType != "lambda"
	}))
	for _, set := range f.Value {
		group := groupOf(e, set)
		all = append(all, notRead(group.Gaps)...)
		g := group.Value
		seen := []check.Evidence{
			check.SawOn(set.Resource, "Targets", set.Targets), check.SawOn(g.Resource, "LoadBalancerArns", g.LoadBalancerArns),
			check.SawOn(g.Resource, "TargetType", g.TargetType),
		}
		ins, gaps := fronts(e, g, "tcp")
		all = append(all, notRead(gaps)...)
		for _, in := range ins {
			all = append(all, in.follow(in.at, seen, []hop{{bounds: open, via: named(function.ID)}}))
		}
	}
	if len(all) == 0 {
		return Answer{State: Blocked, Why: "no load balancer has it for a target"}
	}
	return answer(e, all)
}
