package reach

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// balancerTables are what is read of load balancers and their targets, beside
// groupTables and subnetTables.
var balancerTables = []inventory.Handle{
	inventory.ELBLoadBalancers, inventory.ELBv2LoadBalancers, inventory.ELBv2Listeners, inventory.ELBv2ListenerRules,
	inventory.ELBv2TargetGroups, inventory.ELBv2TargetGroupAttributes, inventory.ELBv2TargetHealth,
	inventory.VPCNetworkInterfaces, inventory.VPCPeeringConnections,
}

var (
	listenersByBalancer = check.NewIndex(inventory.ELBv2Listeners,
		func(l inventory.ELBv2Listener) []string { return []string{l.LoadBalancerArn} })
	// targetsByID finds target groups by what they send traffic to.
	targetsByID = check.NewIndex(inventory.ELBv2TargetHealth, func(g inventory.ELBv2TargetSet) []string {
		var all []string
		for _, t := range g.Targets {
			all = append(all, targetKey(t.ID))
		}
		slices.Sort(all)
		return slices.Compact(all)
	})
	classicByInstance = check.NewIndex(inventory.ELBLoadBalancers,
		func(b inventory.ELBLoadBalancer) []string { return b.Instances })
)

// targetKey writes an address always in the same way.
func targetKey(id string) string {
	if a, err := netip.ParseAddr(id); err == nil {
		return a.String()
	}
	return id
}

// A balancer is a load balancer of any kind.
type balancer struct {
	inventory.Resource
	classic bool
	scheme  string
	public  *netipx.IPSet // the families of its addresses that are public, if it faces the internet
	subnets []string
	groups  []string
	free    bool // a network load balancer without security groups lets everybody in
	seen    []check.Evidence
}

func newBalancer(b inventory.ELBv2LoadBalancer) balancer {
	public := all4
	switch b.IPAddressType {
	case "dualstack":
		public = anybody
	case "dualstack-without-public-ipv4":
		public = all6
	}
	return balancer{
		Resource: b.Resource, scheme: b.Scheme, public: public, subnets: b.AvailabilityZones, groups: b.SecurityGroups,
		free: b.LoadBalancerType == "network" && len(b.SecurityGroups) == 0,
		seen: []check.Evidence{
			check.SawOn(b.Resource, "LoadBalancerType", b.LoadBalancerType), check.SawOn(b.Resource, "Scheme", b.Scheme),
			check.SawOn(b.Resource, "IPAddressType", b.IPAddressType),
			check.SawOn(b.Resource, "AvailabilityZones", b.AvailabilityZones),
			check.SawOn(b.Resource, "SecurityGroups", b.SecurityGroups),
		},
	}
}

func newClassic(b inventory.ELBLoadBalancer) balancer {
	return balancer{
		Resource: b.Resource, classic: true, scheme: b.Scheme, public: all4, subnets: b.Subnets, groups: b.SecurityGroups,
		seen: []check.Evidence{
			check.SawOn(b.Resource, "Scheme", b.Scheme), check.SawOn(b.Resource, "Subnets", b.Subnets),
			check.SawOn(b.Resource, "SecurityGroups", b.SecurityGroups), check.SawOn(b.Resource, "Instances", b.Instances),
			check.SawOn(b.Resource, "ListenerDescriptions", b.ListenerDescriptions),
		},
	}
}

// A node is a place that traffic passes in a VPC.
type node struct {
	name   string
	near   inventory.Resource
	subnet string
	at     []netip.Prefix // its addresses, or those of its subnet if they are not known
	groups []string
	free   bool // it has no security groups that could block
	seen   []check.Evidence
}

// An entrance is a way from the internet into a node of a load balancer.
type entrance struct {
	hops []hop
	node node
	at   Opening          // of the load balancer
	seen []check.Evidence // of what leads this way
}

// entrances returns the ways into the listener of a load balancer at a port, one
// a subnet.
func (b balancer) entrances(e check.Env, o Opening) []entrance {
	type key struct {
		region, arn string
		Opening
	}
	return check.Once(e, key{b.Region, b.ARN, o}, func(e check.Env) []entrance {
		var all []entrance
		for _, subnet := range b.subnets {
			s, missing := subnetOf(e, b.Resource, subnet)
			n := b.node(subnet, s)
			gate := slices.Concat(missing, gateHops(e, b.Resource, subnet))
			begin, groups := b.groupHops(e, o)
			answers, end := aclOut(e, b.Resource, subnet, o), b.end(o)
			all = append(all, entrance{slices.Concat(begin, []hop{b.facing()}, gate,
				[]hop{aclIn(e, b.Resource, subnet, o), answers}, groups, []hop{end}), n, o, b.seen})
			if far := acceleratorHop(e, b.Resource, subnet); world(far.most) {
				all = append(all, entrance{slices.Concat(begin, []hop{far, blockHopOf(e, b.Resource, subnet), answers}, groups, []hop{end}), n, o, b.seen})
			}
		}
		return all
	}).Value
}

// node returns the load balancer in one of its subnets. Its addresses there are
// not known.
func (b balancer) node(subnet string, s inventory.Subnet) node {
	return node{
		name: b.Name, near: b.Resource, subnet: subnet, at: rangesOf(s), groups: b.groups, free: b.free,
		seen: []check.Evidence{check.SawOn(s.Resource, "CIDRBlock", s.CIDRBlock),
			check.SawOn(s.Resource, "IPv6CIDRBlockAssociationSet", s.IPv6CIDRBlockAssociationSet)},
	}
}

// facing is whether the load balancer has public addresses.
func (b balancer) facing() hop {
	h := hop{bounds: exactly(b.public)}
	if b.scheme != "internet-facing" {
		h.bounds, h.stop = closed, fmt.Sprintf("%s, which forwards to it, does not face the internet", b.Name)
	}
	return h
}

func (b balancer) end(o Opening) hop {
	return hop{bounds: open, via: named(fmt.Sprintf("%s :%s", b.Name, o.Ports))}
}

// groupHops are the security groups of the load balancer, and where a path
// through them begins.
func (b balancer) groupHops(e check.Env, o Opening) (begin, groups []hop) {
	if b.free {
		return []hop{{bounds: open, via: named("0.0.0.0/0")}}, nil
	}
	a := Admit(e, b.Resource, b.groups, []Ask{{o.Protocol, []Span{o.Ports}}})
	p := a.pieces[0]
	h := a.hop(p)
	h.stop = fmt.Sprintf("no security group of %s, which forwards to it, admits the internet to %s", b.Name, Describe([]Opening{o}))
	return []hop{from(p)}, []hop{h}
}

// A forward is a listener that sends what it accepts to a target group.
type forward struct {
	Opening
	hop hop // what the listener demands
}

// protocolsOf returns the protocols of IP that one of a load balancer uses.
func protocolsOf(protocol string) []string {
	switch protocol {
	case "UDP", "QUIC":
		return []string{"udp"}
	case "TCP_UDP", "TCP_QUIC":
		return []string{"tcp", "udp"}
	}
	return []string{"tcp"}
}

// forwards returns the listeners of a load balancer that may send to a target
// group, and what is not known of them.
func forwards(e check.Env, b inventory.ELBv2LoadBalancer, group string) (all []forward, gaps []inventory.Gap) {
	f := check.Aside(e, func(e check.Env) []inventory.ELBv2Listener { return listenersByBalancer.Rows(e, b.Resource, b.ARN) })
	for _, l := range f.Value {
		h, ok := listenerHop(e, l, group)
		if !ok {
			continue
		}
		h.seen = append([]check.Evidence{
			check.SawOn(l.Resource, "LoadBalancerArn", l.LoadBalancerArn), check.SawOn(l.Resource, "Protocol", l.Protocol),
			check.SawOn(l.Resource, "Port", l.Port), check.SawOn(l.Resource, "MutualAuthentication", l.MutualAuthentication),
			check.SawOn(l.Resource, "DefaultActions", l.DefaultActions),
		}, h.seen...)
		for _, p := range protocolsOf(l.Protocol) {
			all = append(all, forward{Opening{p, Span{l.Port, l.Port}}, h})
		}
	}
	// Listeners are asked for by load balancer: what is not known of others does not matter.
	return all, slices.DeleteFunc(f.Gaps, func(g inventory.Gap) bool { return !g.Covers(b.Resource) })
}

// listenerHop is what a listener demands of those whose requests it sends to a
// target group, if it sends any. What a rule demands of the request itself, such
// as its path, is for anybody to write.
func listenerHop(e check.Env, l inventory.ELBv2Listener, group string) (h hop, ok bool) {
	sent := false
	h.bounds = closed
	take := func(actions []inventory.ELBv2Action, from func() bounds) {
		if to, anonymous := sends(actions, group); to {
			sent = true
			if anonymous {
				h.bounds = h.bounds.or(from())
			}
		}
	}
	take(l.DefaultActions, func() bounds { return open })
	if h.bounds != open {
		f := check.Aside(e, func(e check.Env) inventory.ELBv2ListenerRuleSet {
			return check.Detail(e, inventory.ELBv2ListenerRules, l.Resource)
		})
		if !f.Known() {
			return blind(f.Gaps), true
		}
		h.seen = append(h.seen, check.SawOn(l.Resource, "Rules", f.Value.Rules))
		for _, r := range f.Value.Rules {
			take(r.Actions, func() bounds { return h.sources(r) })
		}
	}
	switch {
	case l.MutualAuthentication == "verify":
		h.bounds, h.stop = closed, fmt.Sprintf("the listener at port %d asks for a client's certificate", l.Port)
	case h.bounds == closed:
		h.stop = fmt.Sprintf("the listener at port %d asks who one is", l.Port)
	default:
		h.stop = fmt.Sprintf("the listener at port %d forwards only what comes from some addresses", l.Port)
	}
	return h, sent
}

// sends reports whether a request is sent to a target group, and whether it is
// if nobody vouches for who sent it.
func sends(actions []inventory.ELBv2Action, group string) (sent, anonymous bool) {
	anonymous = true
	for _, a := range actions {
		switch {
		case a.Type == "jwt-validation",
			strings.HasPrefix(a.Type, "authenticate-") && a.OnUnauthenticatedRequest != "allow":
			anonymous = false
		case a.Type == "forward" && slices.Contains(a.TargetGroups, group):
			sent = true
		}
	}
	return sent, anonymous
}

func (h *hop) sources(r inventory.ELBv2Rule) bounds {
	if len(r.SourceIPs) == 0 {
		return open
	}
	ranges, bad := internet.ParseAll(r.SourceIPs)
	if bad != "" {
		h.why = "is behind a listener's rule with a range that cannot be read: " + bad
		return unknown
	}
	return exactly(internet.SetOf(ranges))
}
