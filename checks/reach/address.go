package reach

import (
	"slices"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/internet"
)

// All addresses of a family, of both, and none.
var (
	all4    = internet.SetOf(internet.Prefixes("0.0.0.0/0"))
	all6    = internet.SetOf(internet.Prefixes("::/0"))
	anybody = internet.SetOf(internet.Prefixes("0.0.0.0/0", "::/0"))
	nobody  = internet.SetOf(nil)
)

// share is how much of the internet a set holds: at once for those that are met
// most.
func share(s *netipx.IPSet) float64 {
	switch s {
	case anybody, all4, all6:
		return 1
	case nobody:
		return 0
	}
	return internet.Share(s)
}

func world(s *netipx.IPSet) bool { return share(s) >= internet.LargePart }

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
	return internet.Built(&n)
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
	return internet.Built(&n)
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
		return exactly(internet.Built(&least))
	}
	return bounds{exactly(internet.Built(&least)).least, exactly(internet.Built(&most)).most}
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
