package reach

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DatabaseTables are what ToDatabase reads.
var DatabaseTables = slices.Concat(groupTables, subnetTables)

// ToDatabase returns whether the internet reaches a DB instance at its port.
// AWS does not say in which of the subnets of a zone it lies: where they differ,
// the answer is unclear.
func ToDatabase(e check.Env, d inventory.DBInstance) Answer {
	flag := check.Saw("PubliclyAccessible", d.PubliclyAccessible)
	if !d.PubliclyAccessible {
		return Answer{State: Blocked, Why: "has private addresses only", Seen: []check.Evidence{flag}}
	}
	o := Opening{"tcp", Span{d.Port, d.Port}}
	a := Admit(e, d.Resource, d.VPCSecurityGroups, []Ask{{o.Protocol, []Span{o.Ports}}})
	p := a.pieces[0]
	own := hop{bounds: familiesOf(d), why: "has a network type that is not known here: " + d.NetworkType, seen: []check.Evidence{
		flag, check.Saw("NetworkType", d.NetworkType), check.Saw("Port", d.Port), check.Saw("AvailabilityZone", d.AvailabilityZone),
		check.Saw("Subnets", d.Subnets), check.Saw("VPCSecurityGroups", d.VPCSecurityGroups),
	}}
	end := hop{bounds: open, via: named(fmt.Sprintf("%s :%d", d.ID, d.Port))}
	var all []outcome
	for _, subnet := range subnetsOf(d) {
		all = append(all, follow(o, slices.Concat([]hop{from(p), own}, gateHops(e, d.Resource, subnet), []hop{
			aclIn(e, d.Resource, subnet, o), aclOut(e, d.Resource, subnet, o), a.hop(p), end,
		})))
	}
	if len(all) == 0 {
		return Answer{State: Unclear, Why: "names no subnet", Seen: own.seen}
	}
	for i := range all {
		all[i].seen = append(slices.Clip(own.seen), all[i].seen...)
	}
	return answer(e, agreed(all))
}

// agreed makes outcomes unclear that are not all the same, as only one of them
// holds.
func agreed(all []outcome) []outcome {
	differ := slices.ContainsFunc(all, func(o outcome) bool { return o.state != all[0].state })
	if !differ {
		return all
	}
	for i, o := range all {
		if o.state == Reached {
			all[i].state, all[i].why = Unclear, "may lie in a subnet where it is reached, or in another of its zone"
		}
	}
	return all
}

// familiesOf returns the families of the public addresses of an instance.
func familiesOf(d inventory.DBInstance) bounds {
	switch d.NetworkType {
	case "IPV4":
		return exactly(all4)
	case "DUAL":
		return open
	case "IPV6":
		return exactly(all6)
	case "": // older than the choice, or AWS does not say that there are some of IPv6
		return bounds{all4, anybody}
	}
	return unknown
}

// subnetsOf returns the subnets that an instance may lie in now: those of its
// zone.
func subnetsOf(d inventory.DBInstance) []string {
	var here, all []string
	for _, s := range d.Subnets {
		all = append(all, s.SubnetIdentifier)
		if s.SubnetAvailabilityZone == d.AvailabilityZone {
			here = append(here, s.SubnetIdentifier)
		}
	}
	if len(here) > 0 {
		return here
	}
	return all
}
