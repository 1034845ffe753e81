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

// InterfacesByInstance finds the network interfaces of an instance, and
// InterfacesByGroup those that use a security group.
var (
	InterfacesByInstance = check.NewIndex(inventory.VPCNetworkInterfaces,
		func(n inventory.VPCNetworkInterface) []string { return []string{n.InstanceID} })
	InterfacesByGroup = check.NewIndex(inventory.VPCNetworkInterfaces,
		func(n inventory.VPCNetworkInterface) []string { return n.Groups })

	// accelerators are the interfaces of Global Accelerator, by subnet.
	accelerators = check.NewIndex(inventory.VPCNetworkInterfaces, func(n inventory.VPCNetworkInterface) []string {
		if n.InterfaceType != "global_accelerator_managed" {
			return nil
		}
		return []string{n.SubnetID}
	})
)

// addressHop is the public addresses of an interface. AWS translates those of
// IPv4; addresses of IPv6 are public by themselves, unless they lie in a range
// that is never routed.
func addressHop(e check.Env, n inventory.VPCNetworkInterface) hop {
	h := hop{
		bounds: closed, stop: n.ID + " has no public address",
		seen: []check.Evidence{
			check.SawOn(n.Resource, "InstanceID", n.InstanceID), check.SawOn(n.Resource, "DeviceIndex", n.DeviceIndex),
			check.SawOn(n.Resource, "PublicIPs", n.PublicIPs), check.SawOn(n.Resource, "IPv6Addresses", n.IPv6Addresses),
			check.SawOn(n.Resource, "IPv6Prefixes", n.IPv6Prefixes),
		},
	}
	if len(n.PublicIPs) > 0 {
		h.bounds = h.bounds.or(exactly(all4))
	}
	global := slices.DeleteFunc(addressesOf(slices.Concat(n.IPv6Addresses, n.IPv6Prefixes)), func(a netip.Addr) bool {
		return !internet.Routes6(a)
	})
	if len(global) == 0 {
		return h
	}
	h.seen = append(h.seen, check.SawOn(n.Resource, "DenyAllIgwTraffic", n.DenyAllIgwTraffic))
	if n.DenyAllIgwTraffic {
		return h
	}
	s, missing := subnetOf(e, n.Resource, n.SubnetID)
	if missing != nil {
		h.bounds = h.bounds.or(bounds{nobody, all6})
		h.gaps, h.why = missing[0].gaps, missing[0].why
		return h
	}
	h.seen = append(h.seen, check.SawOn(n.Resource, "SubnetID", n.SubnetID),
		check.SawOn(s.Resource, "IPv6CIDRBlockAssociationSet", s.IPv6CIDRBlockAssociationSet))
	if slices.ContainsFunc(global, func(a netip.Addr) bool { return !private(s, a) }) {
		h.bounds = h.bounds.or(exactly(all6))
	}
	return h
}

// private reports whether an address of a subnet is one that looks public and
// is never routed on the internet.
func private(s inventory.Subnet, a netip.Addr) bool {
	return slices.ContainsFunc(s.IPv6CIDRBlockAssociationSet, func(c inventory.SubnetIPv6CIDR) bool {
		p, ok := internet.ParseCIDR(c.IPv6CIDRBlock)
		return ok && p.Contains(a) && c.IPv6AddressAttribute == "private"
	})
}

// addressesOf reads addresses, and the first ones of ranges.
func addressesOf(texts []string) []netip.Addr {
	var all []netip.Addr
	for _, t := range texts {
		t, _, _ = strings.Cut(t, "/")
		if a, err := netip.ParseAddr(t); err == nil {
			all = append(all, a)
		}
	}
	return all
}

// direct follows the ways from the internet to an interface by its own
// addresses, or by Global Accelerator, which needs none.
func direct(e check.Env, n inventory.VPCNetworkInterface, to string, asks []Ask) []outcome {
	own, far := addressHop(e, n), hop{bounds: closed}
	if n.DeviceIndex == 0 {
		far = acceleratorHop(e, n.Resource, n.SubnetID)
	}
	if !world(own.most) && !world(far.most) {
		return []outcome{{state: Blocked, why: own.stop, seen: own.seen}}
	}
	using := hop{bounds: open, seen: []check.Evidence{check.SawOn(n.Resource, "Groups", n.Groups)}}
	groups := Admit(e, n.Resource, n.Groups, asks)
	var all []outcome
	var shut []Opening
	for _, p := range groups.pieces {
		if !world(p.most) {
			shut = append(shut, p.Opening)
			continue
		}
		for _, ports := range aclPieces(e, n.Resource, n.SubnetID, p.Opening) {
			o := Opening{p.Protocol, ports}
			answers := aclOut(e, n.Resource, n.SubnetID, o)
			end := []hop{using, groups.hop(p), {bounds: open, via: named(fmt.Sprintf("%s :%s", to, ports))}}
			if world(own.most) {
				in := append([]hop{from(p), own}, gateHops(e, n.Resource, n.SubnetID)...)
				all = append(all, follow(o, slices.Concat(in, []hop{aclIn(e, n.Resource, n.SubnetID, o), answers}, end)))
			}
			if world(far.most) {
				all = append(all, follow(o, append([]hop{far, blockHopOf(e, n.Resource, n.SubnetID), answers}, end...)))
			}
		}
	}
	for i := range all {
		all[i].seen = append([]check.Evidence{
			check.SawOn(n.Resource, "InstanceID", n.InstanceID), check.SawOn(n.Resource, "SubnetID", n.SubnetID),
		}, all[i].seen...)
	}
	if len(shut) > 0 {
		whose := []check.Evidence{check.SawOn(n.Resource, "InstanceID", n.InstanceID)}
		why := fmt.Sprintf("no security group of %s admits the internet", n.ID)
		if len(shut) < len(groups.pieces) {
			why += " to the others"
		}
		all = append(all, outcome{state: Blocked, opening: shut[0], why: why, seen: slices.Concat(whose, using.seen, groups.seen)})
	}
	return all
}

// from is where a path begins: the widest range that is let in.
func from(p piece) hop {
	return hop{bounds: open, via: func(through *netipx.IPSet) string {
		s := p.widest(through)
		cidr, _ := Written(s.rule)
		return cmp.Or(cidr, s.rule.PrefixListID)
	}}
}

// acceleratorHop is whether Global Accelerator may have an endpoint in a subnet:
// it puts an interface of its own into each where it has one. Its clients keep
// their addresses, and come in past the routes and the inbound rules of network
// ACLs.
// https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html
func acceleratorHop(e check.Env, near inventory.Resource, subnet string) hop {
	f := check.Aside(e, func(e check.Env) string {
		a, _ := accelerators.Lookup(e, near, subnet)
		return a.ID
	})
	switch {
	case f.Value != "":
		return hop{bounds: bounds{nobody, all4}, why: fmt.Sprintf("may be reached by Global Accelerator, which has %s in %s", f.Value, subnet)}
	case !f.Known():
		return blind(f.Gaps)
	}
	return hop{bounds: closed}
}

// blockHopOf is VPC Block Public Access alone.
func blockHopOf(e check.Env, near inventory.Resource, subnet string) hop {
	s, missing := subnetOf(e, near, subnet)
	if missing != nil {
		return missing[0]
	}
	return blockHop(e, s)
}
