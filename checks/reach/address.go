package reach

import (
	"fmt"
	"net/netip"
	"slices"

	"go4.org/netipx"
)

// The addresses that the internet routes. Private, shared, loopback,
// link-local, multicast and reserved ranges are not among them.
var (
	public4 = sized(less(prefixes("0.0.0.0/0"), "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
		"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"))
	public6 = sized(SetOf(prefixes("2000::/3")))
)

// All addresses of a family, of both, and none.
var (
	all4    = SetOf(prefixes("0.0.0.0/0"))
	all6    = SetOf(prefixes("::/0"))
	anybody = SetOf(prefixes("0.0.0.0/0", "::/0"))
	nobody  = SetOf(nil)
)

// largePart is the share of the public addresses from which a source counts as
// the world. A quarter catches 0.0.0.0/0 cut into pieces and then thinned out,
// and is far above what any single organisation or cloud holds.
const largePart = 0.25

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

func prefixes(texts ...string) []netip.Prefix {
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
	for _, p := range prefixes(without...) {
		b.RemovePrefix(p)
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
	return built(&b)
}

// World reports whether a set holds a large part of the public IPv4 or of the
// public IPv6 addresses.
func World(s *netipx.IPSet) bool { return PublicShare(s) >= largePart }

// PublicShare returns how much of the public IPv4 or of the public IPv6
// addresses the set holds, whichever is more, from 0 to 1.
func PublicShare(s *netipx.IPSet) float64 {
	switch s {
	case anybody, all4, all6:
		return 1
	case nobody:
		return 0
	}
	return max(public4.share(s), public6.share(s))
}

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

// both returns what is in either set.
func both(a, b *netipx.IPSet) *netipx.IPSet {
	switch {
	case a == anybody || b == nobody:
		return b
	case b == anybody || a == nobody:
		return a
	}
	var n netipx.IPSetBuilder
	n.AddSet(a)
	n.Intersect(b)
	return built(&n)
}

// either returns what is in at least one of two sets.
func either(a, b *netipx.IPSet) *netipx.IPSet {
	switch {
	case a == anybody || b == nobody:
		return a
	case b == anybody || a == nobody:
		return b
	}
	var n netipx.IPSetBuilder
	n.AddSet(a)
	n.AddSet(b)
	return built(&n)
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

// bounds are the sources that something lets through, as far as that is known:
// at least these, and at most those. Where all is known, they are the same.
type bounds struct{ least, most *netipx.IPSet }

// exactly is the bounds of a known set. The sets that are met most are known by
// their pointers.
func exactly(s *netipx.IPSet) bounds {
	for _, known := range []*netipx.IPSet{anybody, nobody, all4, all6} {
		if s.Equal(known) {
			s = known
		}
	}
	return bounds{s, s}
}

// Nothing is known, everybody passes, nobody does.
var (
	unknown = bounds{nobody, anybody}
	open    = exactly(anybody)
	closed  = exactly(nobody)
)

func (b bounds) and(o bounds) bounds { return bounds{both(b.least, o.least), both(b.most, o.most)} }
func (b bounds) or(o bounds) bounds  { return bounds{either(b.least, o.least), either(b.most, o.most)} }

// anyOf is all bounds together.
func anyOf(all []bounds) bounds {
	switch len(all) {
	case 0:
		return closed
	case 1:
		return all[0]
	}
	var least, most netipx.IPSetBuilder
	for _, b := range all {
		least.AddSet(b.least)
		most.AddSet(b.most)
	}
	if !slices.ContainsFunc(all, func(b bounds) bool { return b.least != b.most }) {
		return exactly(built(&least))
	}
	return bounds{exactly(built(&least)).least, exactly(built(&most)).most}
}

// sure reports whether the sources are known to the last.
func (b bounds) sure() bool { return b.least == b.most || b.least.Equal(b.most) }

// without returns all addresses but those of a family.
func without(family *netipx.IPSet) *netipx.IPSet {
	if family == all4 {
		return all6
	}
	return all4
}
