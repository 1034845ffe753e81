package reach

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A target is a port of an interface that a load balancer sends traffic to.
type target struct {
	Opening
	node node
	n    inventory.VPCNetworkInterface
}

// targetOf returns the interface as the target of a load balancer, at one of
// its private addresses.
func targetOf(n inventory.VPCNetworkInterface, address string, name string, o Opening) target {
	t := target{Opening: o, n: n, node: node{
		name: name, near: n.Resource, subnet: n.SubnetID, groups: n.Groups,
		seen: []check.Evidence{
			check.SawOn(n.Resource, "InstanceID", n.InstanceID), check.SawOn(n.Resource, "DeviceIndex", n.DeviceIndex),
			check.SawOn(n.Resource, "PrivateIPs", n.PrivateIPs), check.SawOn(n.Resource, "IPv6Addresses", n.IPv6Addresses),
			check.SawOn(n.Resource, "SubnetID", n.SubnetID), check.SawOn(n.Resource, "Groups", n.Groups),
			check.SawOn(n.Resource, "VPCID", n.VPCID),
		},
	}}
	for _, a := range addressesOf([]string{address}) {
		t.node.at = []netip.Prefix{netip.PrefixFrom(a, a.BitLen())}
	}
	return t
}

// asked reports whether a port of a protocol is among what is asked.
func asked(asks []Ask, protocol string, port int) bool {
	return slices.ContainsFunc(asks, func(a Ask) bool {
		return a.Protocol == protocol && slices.ContainsFunc(a.Ports, Span{port, port}.meets)
	})
}

// primaryAddress is where load balancers reach a target that is registered as
// an instance.
func primaryAddress(n inventory.VPCNetworkInterface) string {
	if all := slices.Concat(n.PrivateIPs, n.IPv6Addresses); len(all) > 0 {
		return all[0]
	}
	return ""
}

// throughClassic follows the ways to an instance by Classic Load Balancers.
func throughClassic(e check.Env, n inventory.VPCNetworkInterface, asks []Ask) []outcome {
	if n.DeviceIndex != 0 {
		return nil
	}
	f := check.Aside(e, func(e check.Env) []inventory.ELBLoadBalancer {
		return classicByInstance.Rows(e, n.Resource, n.InstanceID)
	})
	var all []outcome
	for _, row := range f.Value {
		b := newClassic(row)
		for _, l := range row.ListenerDescriptions {
			if !asked(asks, "tcp", l.InstancePort) {
				continue
			}
			o := Opening{"tcp", Span{l.InstancePort, l.InstancePort}}
			t := targetOf(n, primaryAddress(n), n.InstanceID, o)
			for _, in := range b.entrances(e, Opening{"tcp", Span{l.LoadBalancerPort, l.LoadBalancerPort}}) {
				all = append(all, in.follow(o, t.node.seen, between(e, in.node, t.node, o, nobody), []hop{t.end()}))
			}
		}
	}
	return append(all, notRead(f.Gaps)...)
}

// follow follows the way on from an entrance. What led to the entrance is
// evidence whatever comes of it.
func (in entrance) follow(o Opening, seen []check.Evidence, onward ...[]hop) outcome {
	out := follow(o, slices.Concat(in.hops, slices.Concat(onward...)))
	out.seen = slices.Concat(in.seen, seen, out.seen)
	return out
}

// notRead is the outcome of a way that may be among what was not read.
func notRead(gaps []inventory.Gap) []outcome {
	if (check.Fact[bool]{Gaps: gaps}).Known() {
		return nil
	}
	return []outcome{{state: Unclear, gaps: gaps}}
}

func (t target) end() hop {
	return hop{bounds: open, via: named(fmt.Sprintf("%s :%s", t.node.name, t.Ports))}
}

// throughBalancers follows the ways to an interface by Application and Network
// Load Balancers, of which the instance or an address of the interface is a
// target.
func throughBalancers(e check.Env, n inventory.VPCNetworkInterface, asks []Ask) []outcome {
	var all []outcome
	ids := slices.Concat(n.PrivateIPs, n.IPv6Addresses)
	if n.InstanceID != "" && n.DeviceIndex == 0 {
		ids = append(ids, n.InstanceID)
	}
	for _, id := range ids {
		id = targetKey(id)
		f := check.Aside(e, func(e check.Env) []inventory.ELBv2TargetSet { return targetsByID.Rows(e, n.Resource, id) })
		for _, set := range f.Value {
			all = append(all, throughGroup(e, n, set, id, asks)...)
		}
		gaps, others := relevant(e, n, f.Gaps)
		all = append(append(all, notRead(gaps)...), others...)
	}
	return all
}

// relevant drops the gaps of target groups that cannot have the interface for a
// target, and says why: instances are registered in their own VPC.
func relevant(e check.Env, n inventory.VPCNetworkInterface, gaps []inventory.Gap) (may []inventory.Gap, cannot []outcome) {
	for _, g := range gaps {
		row, ok := check.Peek(e, inventory.ELBv2TargetGroups, g.Subject)
		if ok && (row.TargetType == "lambda" || row.TargetType == "alb" || row.TargetType == "instance" && row.VPCID != n.VPCID) {
			cannot = append(cannot, outcome{state: Blocked, seen: []check.Evidence{
				check.SawOn(row.Resource, "TargetType", row.TargetType), check.SawOn(row.Resource, "VPCID", row.VPCID)}})
			continue
		}
		may = append(may, g)
	}
	return may, cannot
}

// groupOf returns the target group that has these targets.
func groupOf(e check.Env, set inventory.ELBv2TargetSet) check.Fact[inventory.ELBv2TargetGroup] {
	return check.Aside(e, func(e check.Env) inventory.ELBv2TargetGroup {
		return check.Detail(e, inventory.ELBv2TargetGroups, set.Resource)
	})
}

// throughGroup follows the ways by a target group.
func throughGroup(e check.Env, n inventory.VPCNetworkInterface, set inventory.ELBv2TargetSet, id string, asks []Ask) []outcome {
	var all []outcome
	for _, t := range set.Targets {
		if targetKey(t.ID) != id || idle(t) {
			continue
		}
		group := groupOf(e, set)
		if !group.Known() {
			return notRead(group.Gaps)
		}
		for _, protocol := range protocolsOf(group.Value.Protocol) {
			if !asked(asks, protocol, t.Port) {
				continue
			}
			address := id
			if id == n.InstanceID {
				address = primaryAddress(n)
			}
			to := targetOf(n, address, ownerOf(n), Opening{protocol, Span{t.Port, t.Port}})
			for _, o := range throughFronts(e, group.Value, to) {
				o.seen = append(o.seen, check.SawOn(set.Resource, "Targets", set.Targets))
				all = append(all, o)
			}
		}
	}
	return all
}

// idle reports whether a target is sent nothing new: it is being taken out, or
// no load balancer uses it.
func idle(t inventory.ELBv2Target) bool { return t.State == "draining" || t.State == "unused" }

// ownerOf names what an interface serves.
func ownerOf(n inventory.VPCNetworkInterface) string {
	if n.InstanceID != "" {
		return n.InstanceID
	}
	return n.ID
}

// throughFronts follows the ways by the load balancers of a target group.
func throughFronts(e check.Env, g inventory.ELBv2TargetGroup, t target) []outcome {
	seen := []check.Evidence{
		check.SawOn(g.Resource, "LoadBalancerArns", g.LoadBalancerArns), check.SawOn(g.Resource, "Protocol", g.Protocol),
		check.SawOn(g.Resource, "TargetType", g.TargetType), check.SawOn(g.Resource, "VPCID", g.VPCID),
	}
	keeps := keepsClients(e, g)
	var all []outcome
	ins, gaps := fronts(e, g, t.Protocol)
	for _, in := range ins {
		all = append(all, in.follow(t.Opening, slices.Concat(seen, keeps.seen, t.node.seen),
			[]hop{peeringHop(e, g, in.node, t)}, kept(e, in.node, t.node, t.Opening, keeps), []hop{t.end()}))
	}
	return append(all, notRead(gaps)...)
}

// fronts returns the ways from the internet into the listeners that send to a
// target group, and what is not known of them.
func fronts(e check.Env, g inventory.ELBv2TargetGroup, protocol string) (all []entrance, gaps []inventory.Gap) {
	for _, arn := range g.LoadBalancerArns {
		f := check.Aside(e, func(e check.Env) inventory.ELBv2LoadBalancer {
			b, _ := check.Lookup(e, inventory.ELBv2LoadBalancers, inventory.Resource{Region: g.Region, ARN: arn})
			return b
		})
		if f.Value.ARN == "" { // or it was deleted meanwhile
			gaps = append(gaps, f.Gaps...)
			continue
		}
		b := newBalancer(f.Value)
		listeners, missing := forwards(e, f.Value, g.ARN)
		gaps = append(gaps, missing...)
		for _, l := range listeners {
			if l.Protocol != protocol {
				continue
			}
			ins := b.entrances(e, l.Opening)
			if f.Value.LoadBalancerType == "application" {
				behind, missing := behindNetwork(e, f.Value, l.Opening)
				ins, gaps = slices.Concat(ins, behind), append(gaps, missing...)
			}
			for _, in := range ins {
				all = append(all, entrance{append(slices.Clip(in.hops), l.hop), in.node, in.at, slices.Concat(in.seen, l.hop.seen)})
			}
		}
	}
	return all, gaps
}

// behindNetwork returns the ways into an application load balancer by network
// load balancers that have it for a target. They keep the addresses of clients.
func behindNetwork(e check.Env, b inventory.ELBv2LoadBalancer, o Opening) (all []entrance, gaps []inventory.Gap) {
	f := check.Aside(e, func(e check.Env) []inventory.ELBv2TargetSet { return targetsByID.Rows(e, b.Resource, b.ARN) })
	for _, g := range f.Gaps {
		row, ok := check.Peek(e, inventory.ELBv2TargetGroups, g.Subject)
		if !ok || row.TargetType == "alb" {
			gaps = append(gaps, g)
		}
	}
	for _, set := range f.Value {
		if !slices.ContainsFunc(set.Targets, func(t inventory.ELBv2Target) bool {
			return t.ID == b.ARN && t.Port == o.Ports.From && !idle(t)
		}) {
			continue
		}
		g := groupOf(e, set)
		ins, missing := fronts(e, g.Value, o.Protocol)
		gaps = slices.Concat(gaps, g.Gaps, missing)
		for _, in := range ins {
			for _, subnet := range b.AvailabilityZones {
				s, unseen := subnetOf(e, b.Resource, subnet)
				n := newBalancer(b).node(subnet, s)
				all = append(all, entrance{
					slices.Concat(in.hops, unseen, between(e, in.node, n, o, anybody), []hop{newBalancer(b).end(o)}), n, o,
					slices.Concat(in.seen, newBalancer(b).seen, []check.Evidence{check.SawOn(set.Resource, "Targets", set.Targets)}),
				})
			}
		}
	}
	return all, gaps
}

// peeringHop is the way to a target in another VPC than its target group's.
func peeringHop(e check.Env, g inventory.ELBv2TargetGroup, from node, t target) hop {
	if t.n.VPCID == g.VPCID || len(t.node.at) == 0 {
		return hop{bounds: open}
	}
	at := t.node.at[0].Addr()
	inside := check.Aside(e, func(e check.Env) []inventory.Subnet { return subnetsByVPC.Rows(e, g.Resource, g.VPCID) })
	if !inside.Known() {
		return blind(inside.Gaps)
	}
	for _, s := range inside.Value {
		if slices.ContainsFunc(rangesOf(s), func(p netip.Prefix) bool { return p.Contains(at) }) {
			return hop{bounds: closed, stop: fmt.Sprintf("%s has %v for a target, an address of its own VPC", g.Name, at),
				seen: []check.Evidence{check.SawOn(s.Resource, "VPCID", s.VPCID), check.SawOn(s.Resource, "CIDRBlock", s.CIDRBlock),
					check.SawOn(s.Resource, "IPv6CIDRBlockAssociationSet", s.IPv6CIDRBlockAssociationSet)}}
		}
	}
	out := routesOf(e, g.Resource, g.VPCID, from.subnet)
	if !out.Known() {
		return blind(out.Gaps)
	}
	r, ok := out.Value.target(at)
	if !ok || r.drops || isInternetGateway(r.target) {
		return hop{bounds: closed, seen: out.Value.seen,
			stop: fmt.Sprintf("%s has %v for a target, to which %s has no way", g.Name, at, from.subnet)}
	}
	pcx := check.Aside(e, func(e check.Env) inventory.VPCPeeringConnection {
		c, _ := check.Find(e, inventory.VPCPeeringConnections, g.Resource,
			func(c inventory.VPCPeeringConnection) bool { return c.ID == r.target })
		return c
	})
	c := pcx.Value
	switch {
	case c.ID == "" && !pcx.Known():
		return blind(pcx.Gaps)
	case c.ID == "":
		return unclear(fmt.Sprintf("may be a target of %s, which is reached by %s", g.Name, r.target), out.Value.seen...)
	}
	seen := append(slices.Clip(out.Value.seen), check.SawOn(c.Resource, "Status", c.Status),
		check.SawOn(c.Resource, "RequesterVPCID", c.RequesterVPCID), check.SawOn(c.Resource, "AccepterVPCID", c.AccepterVPCID))
	if c.Status == "active" && slices.Contains([]string{c.RequesterVPCID, c.AccepterVPCID}, t.n.VPCID) {
		return hop{bounds: open, via: named(c.ID), seen: seen}
	}
	return hop{bounds: closed, seen: seen, stop: fmt.Sprintf("%s has a target of that address in another VPC", g.Name)}
}

// keepsClients says whose addresses a target sees: those of clients, or those of
// the load balancer. Only network load balancers keep them.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func keepsClients(e check.Env, g inventory.ELBv2TargetGroup) hop {
	switch g.Protocol {
	case "UDP", "TCP_UDP", "QUIC", "TCP_QUIC":
		return hop{bounds: open}
	case "TCP", "TLS":
	default:
		return hop{bounds: closed}
	}
	const preserve = "preserve_client_ip.enabled"
	f := check.Aside(e, func(e check.Env) string {
		return check.Detail(e, inventory.ELBv2TargetGroupAttributes, g.Resource).Attributes[preserve]
	})
	if !f.Known() {
		return blind(f.Gaps)
	}
	h := hop{bounds: unknown, gaps: f.Gaps, seen: []check.Evidence{check.SawOn(g.Resource, "Attributes["+preserve+"]", f.Value)}}
	switch f.Value {
	case "true":
		h.bounds = open
	case "false":
		h.bounds = closed
	default:
		h.why = fmt.Sprintf("is a target of %s, which has no attribute %s", g.Name, preserve)
	}
	return h
}
