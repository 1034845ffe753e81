package reach

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// tablesByUse finds route tables by the subnet that they are of, by the VPC
// whose main table they are, and by the VPC of whose internet gateway.
var tablesByUse = check.NewIndex(inventory.RouteTables, func(t inventory.RouteTable) []string {
	var all []string
	for _, a := range t.Associations {
		switch {
		case a.SubnetID != "":
			all = append(all, a.SubnetID)
		case a.Main:
			all = append(all, "main of "+t.VPCID)
		case isInternetGateway(a.GatewayID):
			all = append(all, "gateway of "+t.VPCID)
		}
	}
	return all
})

// An egress-only internet gateway, eigw-, lets nobody in.
func isInternetGateway(id string) bool { return strings.HasPrefix(id, "igw-") }

// routes is where the traffic of a subnet leaves.
type routes struct {
	table   inventory.RouteTable
	seen    []check.Evidence
	bad     string          // why they are not understood
	gaps    []inventory.Gap // what of a prefix list was not read
	to      bounds          // who is answered by an internet gateway
	gateway string          // that one: a VPC has no more than one
	all     []route         // in the order in which later ones override earlier ones
}

// A route is one range of destinations.
type route struct {
	to     netip.Prefix
	target string
	drops  bool // what it sends is dropped
	rank   int
}

// The order of routes to the same range.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
const (
	propagated = iota
	byPrefixList
	static
)

// routesOf returns the routes of a subnet: of the table that it is associated
// with, or else of the main one of its VPC.
func routesOf(e check.Env, near inventory.Resource, vpc, subnet string) check.Fact[*routes] {
	type key struct{ region, vpc, subnet string }
	return check.Once(e, key{near.Region, vpc, subnet}, func(e check.Env) *routes {
		t, ok := tablesByUse.Lookup(e, near, subnet)
		if !ok {
			t, ok = tablesByUse.Lookup(e, near, "main of "+vpc)
		}
		if !ok {
			return &routes{bad: fmt.Sprintf("lies in %s, whose route table this account cannot see", subnet)}
		}
		type key struct{ region, arn string }
		return check.Once(e, key{t.Region, t.ARN}, func(e check.Env) *routes { return newRoutes(e, t) }).Value
	})
}

func newRoutes(e check.Env, t inventory.RouteTable) *routes {
	r := &routes{table: t, seen: []check.Evidence{
		check.SawOn(t.Resource, "VPCID", t.VPCID), check.SawOn(t.Resource, "Associations", t.Associations),
		check.SawOn(t.Resource, "Routes", t.Routes),
	}}
	var more, fewer bool // what is not known may answer more, or fewer
	for _, row := range t.Routes {
		drops := row.State == "blackhole" || row.State == "filtered"
		ranges, rank, known := r.destinations(e, row)
		if !known {
			if isInternetGateway(row.Target) && !drops {
				more = true
			} else {
				fewer = true
			}
		}
		for _, p := range ranges {
			r.all = append(r.all, route{p, row.Target, drops, rank})
		}
	}
	slices.SortStableFunc(r.all, func(a, b route) int {
		return cmp.Or(cmp.Compare(a.to.Bits(), b.to.Bits()), cmp.Compare(a.rank, b.rank))
	})
	r.to = exactly(r.answered(isInternetGateway))
	for _, t := range r.all {
		if isInternetGateway(t.target) && !t.drops {
			r.gateway = t.target
		}
	}
	if fewer {
		r.to.least = nobody
	}
	if more {
		r.to.most = anybody
	}
	return r
}

// destinations returns the ranges of a route, and how it ranks among others.
func (r *routes) destinations(e check.Env, row inventory.Route) (ranges []netip.Prefix, rank int, known bool) {
	rank = static
	if row.Origin == "EnableVgwRoutePropagation" || row.Origin == "Advertisement" {
		rank = propagated
	}
	if row.DestinationPrefixListID == "" {
		p, ok := internet.ParseCIDR(cmp.Or(row.DestinationCIDRBlock, row.DestinationIPv6CIDRBlock))
		if !ok {
			r.bad = fmt.Sprintf("is routed by %s to a range that cannot be read", r.table.ID)
			return nil, rank, false
		}
		return []netip.Prefix{p}, rank, true
	}
	list := ListOf(e, r.table.Resource, row.DestinationPrefixListID)
	r.seen = append(r.seen, list.Value.Seen...)
	r.gaps = append(r.gaps, list.Gaps...)
	if list.Value.Bad != "" {
		r.bad = fmt.Sprintf("is routed by %s, which %s", r.table.ID, list.Value.Bad)
	}
	return list.Value.Ranges, byPrefixList, list.Value.Bad == "" && list.Known()
}

// answered returns the addresses to which traffic leaves by targets of a kind.
// The longest prefix decides, whatever its target: a NAT gateway, an egress-only
// gateway or a route that drops lets nobody in from there.
func (r *routes) answered(by func(target string) bool) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, t := range r.all {
		if by(t.target) && !t.drops {
			b.AddPrefix(t.to)
		} else {
			b.RemovePrefix(t.to)
		}
	}
	return internet.Built(&b)
}

// isAppliance reports whether a target may be something in the VPC that
// inspects traffic and passes it on.
func isAppliance(target string) bool {
	return strings.HasPrefix(target, "vpce-") || strings.HasPrefix(target, "eni-")
}

// target returns where what is for an address is sent.
func (r *routes) target(to netip.Addr) (route, bool) {
	for _, t := range slices.Backward(r.all) {
		if t.to.Contains(to) {
			return t, true
		}
	}
	return route{}, false
}

// hop returns the routes of a subnet as a hop.
func (r *routes) hop(subnet string) hop {
	h := hop{bounds: r.to, why: r.bad, gaps: r.gaps, seen: r.seen, via: named(r.gateway)}
	switch t, ok := r.widest(); {
	case r.gateway != "":
		h.stop = fmt.Sprintf("%s sends little of the internet from %s to %s", r.table.ID, subnet, r.gateway)
	case ok && t.drops:
		h.stop = fmt.Sprintf("%s drops what %s sends to the internet (%s)", r.table.ID, subnet, t.target)
	case ok:
		h.stop = fmt.Sprintf("%s sends what %s has for the internet to %s, which lets nobody in", r.table.ID, subnet, t.target)
	default:
		h.stop = fmt.Sprintf("%s has no route from %s to the internet", r.table.ID, subnet)
	}
	return h
}

// widest returns the route to most of the internet.
func (r *routes) widest() (route, bool) {
	for _, t := range r.all {
		if world(internet.SetOf([]netip.Prefix{t.to})) {
			return t, true
		}
	}
	return route{}, false
}
