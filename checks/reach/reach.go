// Package reach works out who on the internet can open a connection to what, by
// what the tables of an inventory say of addresses, routes, network ACLs,
// security groups and load balancers. It is pure, and every check that asks
// this question uses it.
//
// Traffic takes a path of hops, and each hop lets some sources through. What is
// not known of a hop is kept as bounds: at least these sources, and at most
// those. So an answer rests on a table that was not read only where what the
// table may hold could change it. What many judges of a check ask of the same
// subnet, network ACL or security group is worked out once.
//
// To add a kind of resource, write its file with a function To..., which says by
// which hops the resource is reached, and list the tables that it reads.
package reach

import (
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A State says whether the internet reaches something. The internet is a large
// part of the public addresses: a company's range is not.
type State int

// The states. The zero value is invalid.
const (
	Reached State = iota + 1
	Blocked
	Unclear
)

// An Answer says whether the internet reaches a resource, and how that is known.
// Where it is unclear because of what was not read, the verdict of the judge
// that asked rests on those gaps.
type Answer struct {
	State    State
	Openings []Opening // what is reached
	// Why is the path by which the first of the openings is reached, such as
	// "0.0.0.0/0 -> igw-1 -> acl-2 rule 100 -> sg-3 rule sgr-4 -> i-5 :22", or
	// clauses that say what blocks, or what is not known.
	Why  string
	Seen []check.Evidence // the fields that decided
}

// A hop is something that traffic has to pass.
type hop struct {
	bounds
	via  namer           // the hop in a path, if it is worth naming
	stop string          // a clause that says why nobody passes
	why  string          // a clause that says what of it is not understood
	gaps []inventory.Gap // what of it was not read
	seen []check.Evidence
}

// A namer names a hop in the path of some sources.
type namer func(through *netipx.IPSet) string

func named(name string) namer { return func(*netipx.IPSet) string { return name } }

// blind is the hop of which something was not read.
func blind(gaps []inventory.Gap) hop { return hop{bounds: unknown, gaps: gaps} }

// unclear is the hop that is read and not understood.
func unclear(why string, seen ...check.Evidence) hop {
	return hop{bounds: unknown, why: why, seen: seen}
}

// An outcome is what came of following one path.
type outcome struct {
	state   State
	opening Opening
	why     string
	gaps    []inventory.Gap
	seen    []check.Evidence
}

// follow follows a path of hops to an opening. If a hop blocks by itself, that
// is the evidence, and the others do not matter.
func follow(o Opening, hops []hop) outcome {
	for _, h := range hops {
		if !world(h.most) {
			return outcome{state: Blocked, opening: o, why: h.stop, seen: h.seen}
		}
	}
	through := open
	for i, h := range hops {
		through = through.and(h.bounds)
		if !world(through.most) {
			return outcome{state: Blocked, opening: o, why: "of what gets that far, " + h.stop, seen: evidence(hops[:i+1])}
		}
	}
	if world(through.least) {
		return outcome{state: Reached, opening: o, why: path(hops, through.least), seen: evidence(hops)}
	}
	out := outcome{state: Unclear, opening: o, seen: evidence(hops)}
	for _, h := range hops {
		if h.sure() {
			continue
		}
		out.gaps = append(out.gaps, h.gaps...)
		if out.why == "" {
			out.why = h.why
		}
	}
	return out
}

func path(hops []hop, through *netipx.IPSet) string {
	var vias []string
	for _, h := range hops {
		if h.via != nil {
			vias = append(vias, h.via(through))
		}
	}
	return strings.Join(vias, " -> ")
}

func evidence(hops []hop) []check.Evidence {
	var all []check.Evidence
	for _, h := range hops {
		all = append(all, h.seen...)
	}
	return all
}

// answer is what the outcomes of all paths to a resource amount to. One path
// that is open is enough; otherwise the verdict rests on what is not known of
// the others.
func answer(e check.Env, outcomes []outcome) Answer {
	var a Answer
	for _, s := range []State{Reached, Unclear, Blocked} {
		if slices.ContainsFunc(outcomes, func(o outcome) bool { return o.state == s }) {
			a.State = s
			break
		}
	}
	var whys []string
	for _, o := range outcomes {
		// The same that blocks has the same evidence.
		if o.state != a.State || a.State == Blocked && slices.Contains(whys, o.why) {
			continue
		}
		a.Seen = append(a.Seen, o.seen...)
		if a.State == Unclear {
			e.RestOn(o.gaps)
		}
		if a.State == Reached && !slices.Contains(a.Openings, o.opening) {
			a.Openings = append(a.Openings, o.opening)
		}
		if o.why != "" && !slices.Contains(whys, o.why) {
			whys = append(whys, o.why)
		}
	}
	if a.State == Reached {
		whys = whys[:1]
	}
	a.Why, a.Seen = strings.Join(whys, "; "), distinct(a.Seen)
	return a
}

// distinct leaves each field of a resource once.
func distinct(all []check.Evidence) []check.Evidence {
	type field struct{ resource, name string }
	seen := make(map[field]bool, len(all))
	return slices.DeleteFunc(all, func(s check.Evidence) bool {
		k := field{s.Resource, s.Field}
		again := seen[k]
		seen[k] = true
		return again
	})
}
