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
func ToDatabase(e check.Env, d inventory.DBInstance) Answer {
	flag := check.Saw("PubliclyAccessible", d.PubliclyAccessible)
	if !d.PubliclyAccessible {
		return hidden(flag)
	}
	own := hop{bounds: familiesOf(d), why: "has a network type that is not known here: " + d.NetworkType, seen: []check.Evidence{
		flag, check.Saw("NetworkType", d.NetworkType), check.Saw("Port", d.Port), check.Saw("AvailabilityZone", d.AvailabilityZone),
		check.Saw("Subnets", d.Subnets), check.Saw("VPCSecurityGroups", d.VPCSecurityGroups),
	}}
	return server{
		Resource: d.Resource, port: d.Port, groups: d.VPCSecurityGroups, own: own,
		subnets: within(d.Subnets, d.AvailabilityZone), lost: unclear("names no subnet"),
	}.answer(e)
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

// A server is one that a service of AWS runs in the account's subnets, with a
// public address. AWS does not say in which of the subnets of a zone it lies:
// where they differ, the answer is unclear.
type server struct {
	inventory.Resource
	port    int
	groups  []string
	own     hop      // its public addresses
	subnets []string // that it may lie in
	lost    hop      // why these are not known, if there are none
}

// hidden is the answer for a server without a public address.
func hidden(seen check.Evidence) Answer {
	return Answer{State: Blocked, Why: "has private addresses only", Seen: []check.Evidence{seen}}
}

func (s server) answer(e check.Env) Answer {
	o := Opening{"tcp", Span{s.port, s.port}}
	a := Admit(e, s.Resource, s.groups, []Ask{{o.Protocol, []Span{o.Ports}}})
	p := a.pieces[0]
	end := hop{bounds: open, via: named(fmt.Sprintf("%s :%d", s.ID, s.port))}
	through := func(subnet ...hop) outcome {
		out := follow(o, slices.Concat([]hop{from(p), s.own}, subnet, []hop{a.hop(p), end}))
		out.seen = append(slices.Clip(s.own.seen), out.seen...)
		return out
	}
	if len(s.subnets) == 0 {
		return answer(e, []outcome{through(s.lost)})
	}
	var all []outcome
	for _, subnet := range s.subnets {
		acls := []hop{aclIn(e, s.Resource, subnet, o), aclOut(e, s.Resource, subnet, o)}
		all = append(all, through(slices.Concat(gateHops(e, s.Resource, subnet), acls)...))
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

// within returns the subnets that a server may lie in now: those of its zones.
func within(subnets []inventory.DBSubnet, zones ...string) []string {
	var here, all []string
	for _, s := range subnets {
		all = append(all, s.SubnetIdentifier)
		if slices.Contains(zones, s.SubnetAvailabilityZone) {
			here = append(here, s.SubnetIdentifier)
		}
	}
	if len(here) > 0 {
		return here
	}
	return all
}
