package reach

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// subnetTables are what is read of how a subnet is connected to the internet,
// beside the prefix lists of groupTables.
var subnetTables = []inventory.Handle{
	inventory.Subnets, inventory.RouteTables, inventory.NetworkACLs, inventory.VPCBlockPublicAccess,
	inventory.VPCBlockPublicAccessExclusions,
}

var (
	subnetsByID       = check.NewIndex(inventory.Subnets, func(s inventory.Subnet) []string { return []string{s.ID} })
	subnetsByVPC      = check.NewIndex(inventory.Subnets, func(s inventory.Subnet) []string { return []string{s.VPCID} })
	exclusionsByScope = check.NewIndex(inventory.VPCBlockPublicAccessExclusions,
		func(x inventory.VPCBlockPublicAccessExclusion) []string { return []string{x.ResourceArn} })
)

// subnetOf returns a subnet, or the hop that stands for not seeing it.
func subnetOf(e check.Env, near inventory.Resource, id string) (inventory.Subnet, []hop) {
	type lookup struct {
		row inventory.Subnet
		ok  bool
	}
	f := check.Aside(e, func(e check.Env) lookup {
		row, ok := subnetsByID.Lookup(e, near, id)
		return lookup{row, ok}
	})
	switch {
	case f.Value.ok:
		return f.Value.row, nil
	case !f.Known():
		return f.Value.row, []hop{blind(f.Gaps)}
	}
	return f.Value.row, []hop{unclear(fmt.Sprintf("lies in %s, which this account cannot see", id))}
}

// rangesOf returns the ranges of a subnet.
func rangesOf(s inventory.Subnet) []netip.Prefix {
	var all []netip.Prefix
	if p, ok := internet.ParseCIDR(s.CIDRBlock); ok {
		all = append(all, p)
	}
	for _, c := range s.IPv6CIDRBlockAssociationSet {
		if p, ok := internet.ParseCIDR(c.IPv6CIDRBlock); ok {
			all = append(all, p)
		}
	}
	return all
}

// gateHops returns what stands between the internet and a subnet, whatever the
// port: VPC Block Public Access, what inspects the traffic of the internet
// gateway, and the routes.
func gateHops(e check.Env, near inventory.Resource, subnet string) []hop {
	type key struct{ region, subnet string }
	return check.Once(e, key{near.Region, subnet}, func(e check.Env) []hop {
		s, missing := subnetOf(e, near, subnet)
		if missing != nil {
			return missing
		}
		seen := []check.Evidence{check.SawOn(s.Resource, "VPCID", s.VPCID)}
		edge := edgeHop(e, s)
		hops := []hop{routedHop(s), blockHop(e, s), edge, routeHop(e, s, edge.bounds != open)}
		for i := range hops {
			hops[i].seen = append(slices.Clip(seen), hops[i].seen...)
		}
		return hops
	}).Value
}

// routedHop is whether the addresses of IPv6 that a subnet has are routed on the
// internet at all.
func routedHop(s inventory.Subnet) hop {
	h := hop{bounds: open, stop: "has no address that the internet routes"}
	all := s.IPv6CIDRBlockAssociationSet
	if len(all) > 0 && !slices.ContainsFunc(all, func(c inventory.SubnetIPv6CIDR) bool { return c.IPv6AddressAttribute != "private" }) {
		h.bounds = exactly(all4)
		h.seen = []check.Evidence{check.SawOn(s.Resource, "IPv6CIDRBlockAssociationSet", all)}
	}
	return h
}

// routeHop is the way back. What comes in by something that inspects it may go
// back by that, too.
func routeHop(e check.Env, s inventory.Subnet, inspected bool) hop {
	r := routesOf(e, s.Resource, s.VPCID, s.ID)
	switch {
	case !r.Known():
		return blind(r.Gaps)
	case r.Value.table.ID == "":
		return unclear(r.Value.bad)
	}
	h := r.Value.hop(s.ID)
	if inspected {
		h.most = either(h.most, r.Value.answered(isAppliance))
	}
	return h
}

// blockHop is VPC Block Public Access, which blocks whatever is not excluded.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func blockHop(e check.Env, s inventory.Subnet) hop {
	owner := check.SawOn(s.Resource, "OwnerID", s.OwnerID)
	if s.OwnerID != e.Account.ID {
		return unclear(fmt.Sprintf("lies in a subnet of the account %s, whose VPC Block Public Access is not seen from here", s.OwnerID), owner)
	}
	f := check.Aside(e, func(e check.Env) inventory.VPCBlockPublicAccessOptions {
		return check.Detail(e, inventory.VPCBlockPublicAccess, e.Account.In(s.Region))
	})
	if !f.Known() {
		return blind(f.Gaps)
	}
	mode := f.Value.InternetGatewayBlockMode
	h := hop{bounds: open, seen: []check.Evidence{owner, check.SawOn(f.Value.Resource, "InternetGatewayBlockMode", mode)}}
	switch mode {
	case "off":
		return h
	case "block-ingress", "block-bidirectional":
	default:
		h.bounds, h.why = unknown, "lies in a region whose VPC Block Public Access has a mode that is not known here: "+mode
		return h
	}
	vpc := fmt.Sprintf("arn:%s:ec2:%s:%s:vpc/%s", s.Partition, s.Region, s.OwnerID, s.VPCID)
	h.bounds, h.stop = closed, "VPC Block Public Access blocks what comes in from the internet ("+mode+")"
	for _, scope := range []string{s.ARN, vpc} {
		x := check.Aside(e, func(e check.Env) []inventory.VPCBlockPublicAccessExclusion {
			return exclusionsByScope.Rows(e, s.Resource, scope)
		})
		if !x.Known() {
			h.bounds, h.gaps = h.bounds.or(unknown), append(h.gaps, x.Gaps...)
		}
		for _, row := range x.Value {
			h.exclude(row)
		}
	}
	return h
}

// exclude takes an exclusion into account. One for outbound traffic lets nobody
// in, and one that is being changed may or may not hold yet.
func (h *hop) exclude(x inventory.VPCBlockPublicAccessExclusion) {
	h.seen = append(h.seen, check.SawOn(x.Resource, "ResourceArn", x.ResourceArn),
		check.SawOn(x.Resource, "InternetGatewayExclusionMode", x.InternetGatewayExclusionMode),
		check.SawOn(x.Resource, "State", x.State))
	switch x.State {
	case "create-failed", "delete-complete", "deleted-complete", "disable-complete":
		return
	case "create-complete", "update-complete":
		switch x.InternetGatewayExclusionMode {
		case "allow-egress":
			return
		case "allow-bidirectional":
			h.bounds = open
			return
		}
	}
	h.bounds, h.why = h.bounds.or(unknown), fmt.Sprintf("lies where %s is in the state %s", x.ID, x.State)
}

// edgeHop is what a route table of the internet gateway sends the traffic to,
// such as a firewall. What that lets through is not for this package to say.
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func edgeHop(e check.Env, s inventory.Subnet) hop {
	f := check.Aside(e, func(e check.Env) []inventory.RouteTable {
		return tablesByUse.Rows(e, s.Resource, "gateway of "+s.VPCID)
	})
	if !f.Known() {
		return blind(f.Gaps)
	}
	h := hop{bounds: open}
	for _, t := range f.Value {
		h.seen = append(h.seen, check.SawOn(s.Resource, "CIDRBlock", s.CIDRBlock),
			check.SawOn(s.Resource, "IPv6CIDRBlockAssociationSet", s.IPv6CIDRBlockAssociationSet))
		f := check.Aside(e, func(e check.Env) *routes { return newRoutes(e, t) })
		h.seen = append(h.seen, f.Value.seen...)
		for _, p := range rangesOf(s) {
			r, ok := f.Value.target(p.Addr())
			if !ok || r.target == "local" {
				continue
			}
			family := all4
			if p.Addr().Is6() {
				family = all6
			}
			h.why = fmt.Sprintf("is reached through %s, which decides what it lets through to %s", r.target, s.ID)
			h.least = both(h.least, without(family))
		}
	}
	return h
}
