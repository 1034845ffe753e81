package reach

import (
	"fmt"
	"net/netip"
	"slices"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// kept is the way from a load balancer to its target, under all that is
// possible of the addresses that the target sees.
func kept(e check.Env, from, to node, o Opening, keeps hop) []hop {
	if keeps.sure() {
		return between(e, from, to, o, keeps.most)
	}
	with, without := between(e, from, to, o, anybody), between(e, from, to, o, nobody)
	for i := range with {
		a, b := with[i].bounds, without[i].bounds
		with[i].bounds = bounds{both(a.least, b.least), either(a.most, b.most)}
		with[i].gaps = slices.Concat(with[i].gaps, without[i].gaps, keeps.gaps)
		if with[i].why == "" {
			with[i].why = keeps.why
		}
	}
	return with
}

// between returns the hops from a node of a load balancer to what it sends
// traffic to, which sees the addresses of clients that are kept, and otherwise
// those of the node. Addresses are kept within a family only.
func between(e check.Env, from, to node, o Opening, keep *netipx.IPSet) []hop {
	if len(to.at) == 0 {
		return []hop{unclear(to.name + " has no address that is known")}
	}
	to.at = to.in(to)
	if to.at[0].Addr().Is4() {
		keep = both(keep, all4)
	} else {
		keep = both(keep, all6)
	}
	hops := []hop{leaves(e, from, to, o), crosses(e, from, to, o, keep), enters(e, from, to, o, keep)}
	for i := range hops {
		hops[i].seen = slices.Concat(from.seen, to.seen, hops[i].seen)
		if !hops[i].sure() && hops[i].why == "" && len(hops[i].gaps) == 0 {
			hops[i].why = fmt.Sprintf("admits a part of %s, where %s may have any address", from.subnet, from.name)
		}
	}
	return hops
}

// sees returns who gets in where a rule lets some addresses in: of the clients
// that are kept those that the rule names, and all others if it names the node.
func sees(b bounds, from, to node, keep *netipx.IPSet) bounds {
	others := anybody
	switch {
	case keep.Equal(all4):
		others = all6
	case keep.Equal(all6):
		others = all4
	}
	return b.and(exactly(keep)).or(names(b, from.in(to)).and(exactly(others)))
}

// in returns the addresses of a node that are of the family of another.
func (n node) in(o node) []netip.Prefix {
	return slices.DeleteFunc(slices.Clone(n.at), func(p netip.Prefix) bool { return p.Addr().Is4() != o.at[0].Addr().Is4() })
}

// names returns whether a set names a node. If it names some addresses of its
// subnet, the node may have one of them or not.
func names(b bounds, at []netip.Prefix) bounds {
	node := internet.SetOf(at)
	out := bounds{nobody, nobody}
	if len(at) > 0 && both(node, b.least).Equal(node) {
		out.least = anybody
	}
	if len(at) == 0 || !both(node, b.most).Equal(nobody) {
		out.most = anybody
	}
	return out
}

// leaves is whether the security groups of a load balancer let it send to a
// target.
func leaves(e check.Env, from, to node, o Opening) hop {
	if from.free {
		return hop{bounds: open}
	}
	h := hop{bounds: closed, stop: fmt.Sprintf("no security group of %s lets it send to %s", from.name, Describe([]Opening{o}))}
	for _, g := range from.groups {
		f := check.Aside(e, func(e check.Env) []inventory.SecurityGroupRule { return RulesByGroup.Rows(e, from.near, g) })
		if !f.Known() {
			h.bounds, h.gaps = h.bounds.or(unknown), append(h.gaps, f.Gaps...)
		}
		for _, r := range f.Value {
			h.leave(e, r, from, to, o)
		}
	}
	return h
}

func (h *hop) leave(e check.Env, r inventory.SecurityGroupRule, from, to node, o Opening) {
	h.seen = append(h.seen, check.SawOn(r.Resource, "GroupID", r.GroupID), check.SawOn(r.Resource, "IsEgress", r.IsEgress),
		check.SawOn(r.Resource, "IPProtocol", r.IPProtocol), check.SawOn(r.Resource, "FromPort", r.FromPort),
		check.SawOn(r.Resource, "ToPort", r.ToPort))
	span, ok := Covers(r, o.Protocol)
	if !ok || !r.IsEgress || !span.meets(o.Ports) {
		return
	}
	s := source{bounds: closed, rule: r}
	s.resolve(e)
	h.seen, h.gaps = append(h.seen, s.seen...), append(h.gaps, s.gaps...)
	if h.why == "" && s.why != "" {
		h.why = "is behind " + from.name + ", which " + s.why
	}
	if slices.Contains(to.groups, r.ReferencedGroupID) {
		h.bounds = open
		return
	}
	h.bounds = h.bounds.or(names(s.bounds, to.at))
}

// crosses is the network ACLs between a load balancer and its target, if they
// lie in different subnets: out of the one, into the other, and back.
func crosses(e check.Env, from, to node, o Opening, keep *netipx.IPSet) hop {
	h := hop{bounds: open}
	if from.subnet == to.subnet {
		return h
	}
	near, far := aclOf(e, from.near, from.subnet), aclOf(e, to.near, to.subnet)
	for _, f := range []check.Fact[*subnetACL]{near, far} {
		h.seen = append(h.seen, f.Value.seen...)
		if !f.Known() || f.Value.bad != "" {
			h.bounds, h.why, h.gaps = unknown, f.Value.bad, append(h.gaps, f.Gaps...)
		}
	}
	if h.bounds == unknown {
		return h
	}
	h.stop = fmt.Sprintf("%s and %s do not let %s through from %s", near.Value.row.ID, far.Value.row.ID, Describe([]Opening{o}), from.name)
	h.bounds = names(exactly(near.Value.out.Allowed(o.Protocol, o.Ports)), to.at).
		and(sees(exactly(far.Value.in.Allowed(o.Protocol, o.Ports)), from, to, keep))
	if o.Protocol == "tcp" {
		h.bounds = h.bounds.and(sees(exactly(far.Value.answered), from, to, keep)).
			and(names(exactly(near.Value.heard()), to.at))
	}
	return h
}

// heard returns the addresses whose answers a subnet's network ACL lets in.
func (a *subnetACL) heard() *netipx.IPSet {
	set := nobody
	for _, p := range a.in.Pieces("tcp", []Span{EveryPort}) {
		set = either(set, a.in.Allowed("tcp", p))
	}
	return set
}

// enters is whether the security groups of a target let in what a load balancer
// sends. A rule that names a group of the load balancer does, whatever address
// the target sees.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func enters(e check.Env, from, to node, o Opening, keep *netipx.IPSet) hop {
	a := Admit(e, to.near, to.groups, []Ask{{o.Protocol, []Span{o.Ports}}})
	p := a.pieces[0]
	p.rules = slices.Clone(p.rules)
	h := a.hop(p)
	h.stop = fmt.Sprintf("no security group of %s admits to %s what %s sends", to.name, Describe([]Opening{o}), from.name)
	for i, s := range p.rules {
		if slices.Contains(from.groups, s.rule.ReferencedGroupID) {
			h.bounds, h.via, h.seen = open, named(s.rule.GroupID+" rule "+s.rule.ID), append(slices.Clip(a.group), s.seen...)
			return h
		}
		p.rules[i].bounds = sees(s.bounds, from, to, keep)
	}
	h.bounds = sees(p.bounds, from, to, keep)
	return h
}
