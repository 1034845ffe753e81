// Package internet says which addresses are the internet: for who may reach
// something there, and for whom a policy lets in by his address.
package internet

import (
	"fmt"
	"net/netip"

	"go4.org/netipx"
)

// The addresses that the internet routes. Private, shared, loopback,
// link-local, multicast and reserved ranges are not among them.
var (
	public4 = sized(less(Prefixes("0.0.0.0/0"), "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
		"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"))
	public6 = sized(SetOf(Prefixes("2000::/3")))
)

// LargePart is the share of the public addresses from which a source counts as
// the world. A quarter catches 0.0.0.0/0 cut into pieces and then thinned out,
// and is far above what any single organisation or cloud holds.
const LargePart = 0.25

// A whole is a set of which others hold a share.
type whole struct {
	set    *netipx.IPSet
	ranges []netipx.IPRange
	size   float64
}

func sized(s *netipx.IPSet) whole {
	w := whole{set: s, ranges: s.Ranges()}
	for _, r := range w.ranges {
		w.size += size(r.From(), r.To())
	}
	return w
}

// Prefixes are ranges that are known to be right.
func Prefixes(texts ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, t := range texts {
		all = append(all, netip.MustParsePrefix(t))
	}
	return all
}

func less(all []netip.Prefix, without ...string) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range all {
		b.AddPrefix(p)
	}
	for _, p := range Prefixes(without...) {
		b.RemovePrefix(p)
	}
	return Built(&b)
}

// Built returns the set. The builder fails only on invalid prefixes, which
// parsing has kept out.
func Built(b *netipx.IPSetBuilder) *netipx.IPSet {
	s, err := b.IPSet()
	if err != nil {
		panic(err)
	}
	return s
}

// ParseCIDR reads a range as AWS writes it.
func ParseCIDR(text string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(text)
	return p.Masked(), err == nil
}

// ParseAll reads ranges; if one cannot be read, it returns that one, quoted.
func ParseAll(texts []string) (ranges []netip.Prefix, bad string) {
	for _, t := range texts {
		p, ok := ParseCIDR(t)
		if !ok {
			return nil, fmt.Sprintf("%q", t)
		}
		ranges = append(ranges, p)
	}
	return ranges, ""
}

// SetOf returns the union of ranges.
func SetOf(ranges []netip.Prefix) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range ranges {
		b.AddPrefix(p)
	}
	return Built(&b)
}

// World reports whether a set holds a large part of the public IPv4 or of the
// public IPv6 addresses.
func World(s *netipx.IPSet) bool { return Share(s) >= LargePart }

// Share returns how much of the public IPv4 or of the public IPv6 addresses the
// set holds, whichever is more, from 0 to 1.
func Share(s *netipx.IPSet) float64 { return max(public4.share(s), public6.share(s)) }

// Routes6 reports whether an IPv6 address is one that the internet routes.
func Routes6(a netip.Addr) bool { return public6.set.Contains(a) }

// share walks both lists of ranges, which are sorted, once.
func (w whole) share(s *netipx.IPSet) float64 {
	var n float64
	theirs := s.Ranges()
	for i, j := 0, 0; i < len(w.ranges) && j < len(theirs); {
		a, b := w.ranges[i], theirs[j]
		from, to := a.From(), a.To()
		if b.From().Compare(from) > 0 {
			from = b.From()
		}
		if b.To().Compare(to) < 0 {
			to = b.To()
		}
		if from.Compare(to) <= 0 {
			n += size(from, to)
		}
		if a.To().Compare(b.To()) < 0 {
			i++
		} else {
			j++
		}
	}
	return n / w.size
}

// size counts the addresses of a range, of one family.
func size(from, to netip.Addr) float64 { return position(to) - position(from) + 1 }

func position(a netip.Addr) float64 {
	var n float64
	for _, b := range a.AsSlice() {
		n = n*256 + float64(b)
	}
	return n
}
