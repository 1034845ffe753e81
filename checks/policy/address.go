package policy

import (
	"net/netip"
	"strings"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/internet"
)

var (
	everywhere = internet.SetOf(internet.Prefixes("0.0.0.0/0", "::/0"))
	nowhere    = internet.SetOf(nil)
)

// setOf is a range.
func setOf(p netip.Prefix) *netipx.IPSet { return internet.SetOf([]netip.Prefix{p}) }

// world reports whether a set is a large part of the internet. No set is all
// addresses.
func world(s *netipx.IPSet) bool { return s == nil || internet.World(s) }

// common is what is in both sets. No set is all addresses.
func common(a, b *netipx.IPSet) *netipx.IPSet {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if r := a.Ranges(); len(r) == 1 {
		if b.ContainsRange(r[0]) {
			return a
		}
		if !b.OverlapsRange(r[0]) {
			return nowhere
		}
	}
	var builder netipx.IPSetBuilder
	builder.AddSet(a)
	builder.Intersect(b)
	return internet.Built(&builder)
}

func together(sets ...*netipx.IPSet) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, s := range sets {
		b.AddSet(s)
	}
	return internet.Built(&b)
}

func otherThan(s *netipx.IPSet) *netipx.IPSet {
	var b netipx.IPSetBuilder
	b.AddSet(everywhere)
	b.RemoveSet(s)
	return internet.Built(&b)
}

// A place is from which addresses a condition on the caller's own holds for
// sure, from which it does not for sure, and the others of each.
type place struct{ yes, no, notYes, notNo *netipx.IPSet }

func (a *atom) place() place {
	yes, sure := nowhere, true
	switch a.op.base {
	case "":
		sure = false
	case "null":
		switch null(false, a.Values) {
		case Yes:
			yes = everywhere
		case Unknown:
			sure = false
		}
	default:
		var b netipx.IPSetBuilder
		for i := range a.values {
			set, known := a.values[i].addresses(a.op)
			sure = sure && known
			b.AddSet(set)
		}
		yes = internet.Built(&b)
	}
	p := place{yes: yes, no: nowhere, notYes: otherThan(yes), notNo: everywhere}
	if sure {
		p.no, p.notNo = p.notYes, yes
	}
	if a.op.negated {
		return place{yes: p.no, no: p.yes, notYes: p.notNo, notNo: p.notYes}
	}
	return p
}

// addresses are those that a value is about, and whether that is all of them.
func (c *compared) addresses(o operator) (*netipx.IPSet, bool) {
	p, ok := prefix(c.text)
	switch {
	case o.base == "ipaddress" && ok:
		return setOf(p), true
	case o.base == "stringlike" && c.text == "*":
		return everywhere, true
	case strings.HasPrefix(o.base, "string") && !strings.ContainsAny(c.text, "*?$"):
		// A string is equal to an address, never to a range.
		if ok && p.IsSingleIP() && !strings.Contains(c.text, "/") {
			return setOf(p), true
		}
		return nowhere, true
	}
	return nowhere, false
}
