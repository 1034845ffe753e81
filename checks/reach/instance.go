package reach

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceTables are what ToInstance, ToInterface and ToFunction read.
var InstanceTables = slices.Concat(groupTables, subnetTables, balancerTables)

// ToInstance returns whether the internet reaches an instance at what is asked:
// by the public addresses of any of its interfaces, or by load balancers that
// face the internet. It does not ask whether the instance runs.
func ToInstance(e check.Env, i inventory.Instance, asks ...Ask) Answer {
	f := check.Aside(e, func(e check.Env) []inventory.VPCNetworkInterface {
		return InterfacesByInstance.Rows(e, i.Resource, i.ID)
	})
	var all []outcome
	for _, n := range f.Value {
		all = append(all, toInterface(e, n, i.ID, asks)...)
	}
	all = append(all, notRead(f.Gaps)...)
	if len(all) == 0 {
		return Answer{State: Unclear, Why: "has no network interface that is seen from here"}
	}
	return answer(e, all)
}

// ToInterface is ToInstance for one network interface, whatever it serves.
func ToInterface(e check.Env, n inventory.VPCNetworkInterface, asks ...Ask) Answer {
	return answer(e, toInterface(e, n, n.ID, asks))
}

func toInterface(e check.Env, n inventory.VPCNetworkInterface, to string, asks []Ask) []outcome {
	groups := Admit(e, n.Resource, n.Groups, asks)
	if groups.Sealed() {
		seen := slices.Concat([]check.Evidence{check.SawOn(n.Resource, "InstanceID", n.InstanceID),
			check.SawOn(n.Resource, "Groups", n.Groups)}, groups.seen)
		return []outcome{{state: Blocked, why: fmt.Sprintf("no security group of %s admits anybody", n.ID), seen: seen}}
	}
	return slices.Concat(direct(e, n, to, asks), throughBalancers(e, n, asks), throughClassic(e, n, asks))
}
