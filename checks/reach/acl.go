package reach

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

var aclsBySubnet = check.NewIndex(inventory.NetworkACLs, func(a inventory.NetworkACL) []string { return a.Associations })

// An ACL is one direction of a network ACL, ready to be asked.
type ACL struct{ entries []entry }

type entry struct {
	inventory.NetworkACLEntry
	cidr netip.Prefix
}

// NewACL returns one direction of a network ACL. If a range cannot be read, it
// returns the number of that entry.
func NewACL(a inventory.NetworkACL, egress bool) (acl ACL, bad int, ok bool) {
	for _, n := range a.Entries {
		if n.Egress != egress {
			continue
		}
		p, ok := internet.ParseCIDR(cmp.Or(n.CIDRBlock, n.IPv6CIDRBlock))
		if !ok {
			return ACL{}, n.RuleNumber, false
		}
		acl.entries = append(acl.entries, entry{n, p})
	}
	slices.SortStableFunc(acl.entries, func(a, b entry) int { return cmp.Compare(a.RuleNumber, b.RuleNumber) })
	return acl, 0, true
}

// Pieces cuts ports at the edges of the entries, so that each piece is allowed
// or denied as a whole.
func (a ACL) Pieces(protocol string, ports []Span) []Span {
	var edges []Span
	for _, n := range a.entries {
		if s, ok := n.covers(protocol); ok {
			edges = append(edges, s)
		}
	}
	return cut(ports, edges)
}

// Allowed returns the addresses whose traffic passes to a piece of ports. The
// first entry that matches decides, so going backwards each overrides what the
// later ones said.
func (a ACL) Allowed(protocol string, ports Span) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, n := range slices.Backward(a.entries) {
		if s, ok := n.covers(protocol); !ok || !s.meets(ports) {
			continue
		}
		if n.RuleAction == "allow" {
			b.AddPrefix(n.cidr)
		} else {
			b.RemovePrefix(n.cidr)
		}
	}
	return internet.Built(&b)
}

// Openings returns the asked ports that the ACL lets the world pass to.
func (a ACL) Openings(asks []Ask) []Opening {
	var all []Opening
	for _, ask := range asks {
		for _, p := range a.Pieces(ask.Protocol, ask.Ports) {
			if world(a.Allowed(ask.Protocol, p)) {
				all = append(all, Opening{ask.Protocol, p})
			}
		}
	}
	return all
}

func (n entry) covers(protocol string) (Span, bool) {
	// Numbers and names of protocols mean the same, and AWS answers with numbers.
	return covers(n.Protocol, n.FromPort, n.ToPort, protocol)
}

// rule names the entry that lets most of some addresses pass.
func (a ACL) rule(o Opening, through *netipx.IPSet) string {
	best, name := 0.0, ""
	left := through
	for _, n := range a.entries {
		if s, ok := n.covers(o.Protocol); !ok || !s.meets(o.Ports) {
			continue
		}
		here := internet.SetOf([]netip.Prefix{n.cidr})
		if share := share(both(left, here)); n.RuleAction == "allow" && share > best {
			best, name = share, fmt.Sprintf(" rule %d", n.RuleNumber)
		}
		var b netipx.IPSetBuilder
		b.AddSet(left)
		b.RemoveSet(here)
		left = internet.Built(&b)
	}
	return name
}

// A subnetACL is the network ACL of a subnet, both ways.
type subnetACL struct {
	row     inventory.NetworkACL
	in, out ACL
	// answered are the addresses that get an answer over TCP: a connection is
	// answered to the port that the client chose, so one port is enough. Most
	// clients choose one of 1024-65535, but who wants in may choose any.
	answered *netipx.IPSet
	low      []Span // the ports of those answers, if there is none above 1023
	seen     []check.Evidence
	bad      string // why it is not understood
}

// highPorts are those that systems choose from for their connections.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
var highPorts = Span{1024, 65535}

// aclOf returns the network ACL of a subnet.
func aclOf(e check.Env, near inventory.Resource, subnet string) check.Fact[*subnetACL] {
	type key struct{ region, subnet string }
	return check.Once(e, key{near.Region, subnet}, func(e check.Env) *subnetACL {
		row, ok := aclsBySubnet.Lookup(e, near, subnet)
		if !ok {
			return &subnetACL{bad: fmt.Sprintf("lies in %s, whose network ACL this account cannot see", subnet)}
		}
		type key struct{ region, arn string }
		return check.Once(e, key{row.Region, row.ARN}, func(check.Env) *subnetACL { return newSubnetACL(row) }).Value
	})
}

func newSubnetACL(row inventory.NetworkACL) *subnetACL {
	a := &subnetACL{row: row, seen: []check.Evidence{
		check.SawOn(row.Resource, "Associations", row.Associations), check.SawOn(row.Resource, "Entries", row.Entries),
	}}
	var bad [2]int
	var ok [2]bool
	a.in, bad[0], ok[0] = NewACL(row, false)
	a.out, bad[1], ok[1] = NewACL(row, true)
	for i := range ok {
		if !ok[i] {
			a.bad = fmt.Sprintf("is behind %s, whose entry %d has a range that cannot be read", row.ID, bad[i])
			return a
		}
	}
	a.answered = a.answers(highPorts)
	if !world(a.answered) {
		a.answered = either(a.answered, a.answers(Span{1, highPorts.From - 1}))
		a.low = a.lowPorts()
	}
	return a
}

func (a *subnetACL) answers(ports Span) *netipx.IPSet {
	set := nobody
	for _, p := range a.out.Pieces("tcp", []Span{ports}) {
		set = either(set, a.out.Allowed("tcp", p))
	}
	return set
}

func (a *subnetACL) lowPorts() []Span {
	var all []Span
	for _, p := range a.out.Pieces("tcp", []Span{{1, highPorts.From - 1}}) {
		if world(a.out.Allowed("tcp", p)) {
			all = append(all, p)
		}
	}
	return all
}

// aclPieces cuts an opening at the edges of the inbound entries of a subnet's
// network ACL. One that is not known, or not understood, has none.
func aclPieces(e check.Env, near inventory.Resource, subnet string, o Opening) []Span {
	return aclOf(e, near, subnet).Value.in.Pieces(o.Protocol, []Span{o.Ports})
}

// aclIn is the network ACL of a subnet on the way in.
func aclIn(e check.Env, near inventory.Resource, subnet string, o Opening) hop {
	return aclHop(e, near, subnet, func(a *subnetACL) hop {
		type key struct {
			region, arn string
			Opening
		}
		return check.Once(e, key{near.Region, a.row.ARN, o}, func(check.Env) hop {
			note := ""
			if len(a.low) > 0 && o.Protocol == "tcp" {
				note = fmt.Sprintf(" (which answers those who connect from port %v)", a.low[0])
			}
			return hop{
				bounds: exactly(a.in.Allowed(o.Protocol, o.Ports)), seen: a.seen,
				via:  func(s *netipx.IPSet) string { return a.row.ID + a.in.rule(o, s) + note },
				stop: fmt.Sprintf("%s does not let the internet in", a.row.ID),
			}
		}).Value
	})
}

// aclOut is the network ACL of a subnet on the way back. A datagram of UDP needs
// no answer.
func aclOut(e check.Env, near inventory.Resource, subnet string, o Opening) hop {
	if o.Protocol != "tcp" {
		return hop{bounds: open}
	}
	return aclHop(e, near, subnet, func(a *subnetACL) hop {
		return hop{
			bounds: exactly(a.answered), seen: a.seen,
			stop: fmt.Sprintf("%s lets no answer out to the internet", a.row.ID),
		}
	})
}

func aclHop(e check.Env, near inventory.Resource, subnet string, ask func(*subnetACL) hop) hop {
	f := aclOf(e, near, subnet)
	switch {
	case !f.Known():
		return blind(f.Gaps)
	case f.Value.bad != "":
		return unclear(f.Value.bad, f.Value.seen...)
	}
	return ask(f.Value)
}
