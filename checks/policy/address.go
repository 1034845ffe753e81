package policy

import (
	"net/netip"
	"strings"

	"go4.org/netipx"
)

// The addresses that the internet routes. Private, shared, loopback,
// link-local, multicast and reserved ranges are not among them.
var (
	public4 = setOf("0.0.0.0/0", "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
		"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3")
	public6 = setOf("2000::/3")

	everywhere = together(setOf("0.0.0.0/0"), setOf("::/0"))
	nowhere    = together()
)

// largePart is the share of the public addresses from which a source counts as
// the world: far above what any single organisation holds.
const largePart = 0.25

// setOf is a range without some others.
func setOf(whole string, less ...string) *netipx.IPSet {
	var b netipx.IPSetBuilder
	b.AddPrefix(netip.MustParsePrefix(whole))
	for _, p := range less {
		b.RemovePrefix(netip.MustParsePrefix(p))
	}
	return built(&b)
}

// built returns the set. The builder fails only on invalid prefixes, which
// parsing has kept out.
func built(b *netipx.IPSetBuilder) *netipx.IPSet {
	s, err := b.IPSet()
	if err != nil {
		panic(err)
	}
	return s
}

// world reports whether a set holds a large part of the public IPv4 or of the
// public IPv6 addresses. No set is all addresses.
func world(s *netipx.IPSet) bool {
	return s == nil || share(s, public4) >= largePart || share(s, public6) >= largePart
}

// share returns how much of the whole the set holds, from 0 to 1.
func share(s, whole *netipx.IPSet) float64 {
	var in, all float64
	for _, w := range whole.Ranges() {
		from, to := ordinal(w.From()), ordinal(w.To())
		all += to - from + 1
		for _, r := range s.Ranges() {
			if r.From().BitLen() == w.From().BitLen() {
				in += max(0, min(to, ordinal(r.To()))-max(from, ordinal(r.From()))+1)
			}
		}
	}
	return in / all
}

// ordinal is the place of an address among those of its kind.
func ordinal(a netip.Addr) float64 {
	var n float64
	for _, b := range a.AsSlice() {
		n = n*256 + float64(b)
	}
	return n
}

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
	return built(&builder)
}

func together(sets ...*netipx.IPSet) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, s := range sets {
		b.AddSet(s)
	}
	return built(&b)
}

func otherThan(s *netipx.IPSet) *netipx.IPSet {
	var b netipx.IPSetBuilder
	b.AddSet(everywhere)
	b.RemoveSet(s)
	return built(&b)
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
		yes = built(&b)
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
		return setOf(p.String()), true
	case o.base == "stringlike" && c.text == "*":
		return everywhere, true
	case strings.HasPrefix(o.base, "string") && !strings.ContainsAny(c.text, "*?$"):
		// A string is equal to an address, never to a range.
		if ok && p.IsSingleIP() && !strings.Contains(c.text, "/") {
			return setOf(p.String()), true
		}
		return nowhere, true
	}
	return nowhere, false
}
