package vpc

import (
	"cmp"
	"fmt"
	"slices"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// judgeACL fails a network ACL that admits the world to what was asked, as bad
// decides of the openings.
func judgeACL(a inventory.NetworkACL, bad func([]opening) bool, asks ...ask) check.Verdict {
	seen := check.Saw("Entries", a.Entries)
	var entries []inventory.NetworkACLEntry
	for _, n := range a.Entries {
		if n.Egress {
			continue
		}
		if _, ok := parseCIDR(cmp.Or(n.CIDRBlock, n.IPv6CIDRBlock)); !ok {
			return check.Unknown(fmt.Sprintf("has the entry %d with a range that cannot be read", n.RuleNumber), seen)
		}
		entries = append(entries, n)
	}
	slices.SortStableFunc(entries, func(a, b inventory.NetworkACLEntry) int { return cmp.Compare(a.RuleNumber, b.RuleNumber) })
	open := admitted(entries, asks)
	if bad(open) {
		return check.Fail(fmt.Sprintf("admits the internet to %s", describe(open)), seen)
	}
	return check.Pass("does not admit the internet to these ports", seen)
}

// admitted returns the asked ports that entries, in the order of their
// numbers, admit the world to.
func admitted(entries []inventory.NetworkACLEntry, asks []ask) []opening {
	var all []opening
	for _, a := range asks {
		var edges []span
		for _, n := range entries {
			if s, ok := matches(n, a.protocol); ok {
				edges = append(edges, s)
			}
		}
		for _, piece := range cut(a.ports, edges) {
			if world(allowed(entries, a.protocol, piece)) {
				all = append(all, opening{a.protocol, piece})
			}
		}
	}
	return all
}

// allowed returns the addresses that may reach the ports. The first entry that
// matches decides, so going backwards each overrides what the later ones said.
func allowed(entries []inventory.NetworkACLEntry, protocol string, piece span) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, n := range slices.Backward(entries) {
		if s, ok := matches(n, protocol); !ok || !s.meets(piece) {
			continue
		}
		p, _ := parseCIDR(cmp.Or(n.CIDRBlock, n.IPv6CIDRBlock))
		if n.RuleAction == "allow" {
			b.AddPrefix(p)
		} else {
			b.RemovePrefix(p)
		}
	}
	return built(&b)
}

// matches returns the ports of a protocol that the entry is about.
func matches(n inventory.NetworkACLEntry, protocol string) (span, bool) {
	switch {
	case n.Protocol == "-1":
		return everyPort, true
	case n.Protocol != numberOf[protocol]:
		return span{}, false
	case n.FromPort == -1:
		return everyPort, true
	}
	return span{n.FromPort, n.ToPort}, true
}
