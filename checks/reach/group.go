package reach

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// RuleTables are what is read of the rules of security groups.
var RuleTables = []inventory.Handle{inventory.SecurityGroupRules, inventory.PrefixLists, inventory.PrefixListEntries}

// groupTables are what is read of the security groups of something else.
var groupTables = append([]inventory.Handle{inventory.SecurityGroups}, RuleTables...)

var (
	groupsByID = check.NewIndex(inventory.SecurityGroups, func(g inventory.SecurityGroup) []string { return []string{g.ID} })
	listsByID  = check.NewIndex(inventory.PrefixLists, func(l inventory.PrefixList) []string { return []string{l.ID} })

	// RulesByGroup finds the rules of a security group by its ID.
	RulesByGroup = check.NewIndex(inventory.SecurityGroupRules,
		func(r inventory.SecurityGroupRule) []string { return []string{r.GroupID} })
)

// Written returns the range that a rule itself names, and the fields that say
// what its source or destination is.
func Written(r inventory.SecurityGroupRule) (string, []check.Evidence) {
	seen := []check.Evidence{check.SawOn(r.Resource, "CIDRIPv4", r.CIDRIPv4)}
	if r.CIDRIPv4 != "" {
		return r.CIDRIPv4, seen
	}
	seen = append(seen, check.SawOn(r.Resource, "CIDRIPv6", r.CIDRIPv6))
	if r.CIDRIPv6 != "" {
		return r.CIDRIPv6, seen
	}
	return "", append(seen, check.SawOn(r.Resource, "PrefixListID", r.PrefixListID))
}

// A List is what a prefix list holds.
type List struct {
	Ranges []netip.Prefix
	Seen   []check.Evidence
	Bad    string // why the ranges are not known: "names the prefix list pl-1, which this account cannot see"
}

// ListOf returns the ranges of a prefix list. It returns none for a list of
// AWS: those of its services are not the internet.
func ListOf(e check.Env, near inventory.Resource, id string) check.Fact[List] {
	type key struct{ region, id string }
	return check.Once(e, key{near.Region, id}, func(e check.Env) List {
		l, ok := listsByID.Lookup(e, near, id)
		if !ok {
			return List{Bad: fmt.Sprintf("names the prefix list %s, which this account cannot see", id)}
		}
		list := List{Seen: []check.Evidence{check.SawOn(l.Resource, "OwnerID", l.OwnerID)}}
		if l.OwnerID == inventory.OwnedByAWS {
			return list
		}
		f := check.Aside(e, func(e check.Env) []string { return check.Detail(e, inventory.PrefixListEntries, l.Resource).Entries })
		if entries := check.Rely(e, f); f.Known() {
			list.Seen = append(list.Seen, check.SawOn(l.Resource, "Entries", entries))
		}
		ranges, bad := internet.ParseAll(f.Value)
		if bad != "" {
			list.Bad = fmt.Sprintf("names the prefix list %s with a range that cannot be read: %s", id, bad)
		}
		list.Ranges = ranges
		return list
	})
}

// Covers returns the ports of a protocol that a rule is about. The numbers of a
// rule for ICMP are types and codes, and cover none.
func Covers(r inventory.SecurityGroupRule, protocol string) (Span, bool) {
	return covers(r.IPProtocol, r.FromPort, r.ToPort, protocol)
}

func covers(ruleProtocol string, from, to int, protocol string) (Span, bool) {
	switch ruleProtocol {
	case "-1":
		return EveryPort, true
	case protocol, numberOf[protocol]:
		if from == -1 {
			return EveryPort, true
		}
		return Span{from, to}, true
	}
	return Span{}, false
}

var numberOf = map[string]string{"tcp": "6", "udp": "17"}

// An Admission is what security groups let in of what was asked.
type Admission struct {
	pieces []piece
	seen   []check.Evidence // of all rules
	group  []check.Evidence // of which groups they are
	// What is not known of the groups as a whole.
	whys []string
	gaps []inventory.Gap
}

// A piece is a range of ports that all rules treat alike.
type piece struct {
	Opening
	bounds
	rules []source // that cover it
}

// A source is where a rule lets traffic in from.
type source struct {
	bounds
	rule inventory.SecurityGroupRule
	seen []check.Evidence
	why  string          // what is not understood
	gaps []inventory.Gap // what was not read
}

// Admit returns what security groups let in of what is asked: their rules add up.
func Admit(e check.Env, near inventory.Resource, groups []string, asks []Ask) *Admission {
	type key struct{ region, groups, asks string }
	k := key{near.Region, strings.Join(slices.Sorted(slices.Values(groups)), " "), fmt.Sprint(asks)}
	return check.Once(e, k, func(e check.Env) *Admission {
		a := &Admission{}
		if len(groups) == 0 {
			a.whys = append(a.whys, "has no security group that is seen from here")
		}
		var sources []source
		for _, g := range groups {
			sources = append(sources, a.read(e, near, g, asks)...)
		}
		for _, ask := range asks {
			a.admit(ask, sources)
		}
		return a
	}).Value
}

// read returns the inbound sources of a group that answer what is asked.
func (a *Admission) read(e check.Env, near inventory.Resource, group string, asks []Ask) []source {
	rules := check.Aside(e, func(e check.Env) []inventory.SecurityGroupRule { return RulesByGroup.Rows(e, near, group) })
	a.gaps = append(a.gaps, rules.Gaps...)
	if len(rules.Value) == 0 {
		// A group without rules admits nobody, but one that is not seen may have some.
		known := check.Aside(e, func(e check.Env) bool { _, ok := groupsByID.Lookup(e, near, group); return ok })
		a.gaps = append(a.gaps, known.Gaps...)
		if !known.Value {
			a.whys = append(a.whys, fmt.Sprintf("uses the security group %s, which this account cannot see", group))
		}
	}
	var sources []source
	for i, r := range rules.Value {
		if i == 0 {
			a.group = append(a.group, check.SawOn(r.Resource, "GroupID", r.GroupID))
			a.seen = append(a.seen, a.group[len(a.group)-1])
		}
		s := source{bounds: closed, rule: r, seen: []check.Evidence{check.SawOn(r.Resource, "IsEgress", r.IsEgress)}}
		if !r.IsEgress {
			s.seen = append(s.seen, check.SawOn(r.Resource, "IPProtocol", r.IPProtocol),
				check.SawOn(r.Resource, "FromPort", r.FromPort), check.SawOn(r.Resource, "ToPort", r.ToPort))
			if answers(r, asks) {
				s.resolve(e)
				sources = append(sources, s)
			}
		}
		a.seen = append(a.seen, s.seen...)
	}
	return sources
}

func answers(r inventory.SecurityGroupRule, asks []Ask) bool {
	return slices.ContainsFunc(asks, func(a Ask) bool {
		s, ok := Covers(r, a.Protocol)
		return ok && slices.ContainsFunc(a.Ports, s.meets)
	})
}

// resolve works out the addresses that a rule admits. One that names a security
// group admits none: its members are kept apart.
func (s *source) resolve(e check.Env) {
	cidr, fields := Written(s.rule)
	s.seen = append(s.seen, fields...)
	switch {
	case cidr != "":
		p, ok := internet.ParseCIDR(cidr)
		if ok {
			s.bounds = exactly(internet.SetOf([]netip.Prefix{p}))
			return
		}
		s.bounds, s.why = unknown, fmt.Sprintf("has the rule %s with a range that cannot be read: %q", s.rule.ID, cidr)
	case s.rule.PrefixListID != "":
		list := ListOf(e, s.rule.Resource, s.rule.PrefixListID)
		s.seen, s.gaps = append(s.seen, list.Value.Seen...), list.Gaps
		s.bounds = exactly(internet.SetOf(list.Value.Ranges))
		if list.Value.Bad != "" || !list.Known() {
			s.bounds = unknown
		}
		if list.Value.Bad != "" {
			s.why = fmt.Sprintf("has the rule %s, which %s", s.rule.ID, list.Value.Bad)
		}
	default:
		s.seen = append(s.seen, check.SawOn(s.rule.Resource, "ReferencedGroupID", s.rule.ReferencedGroupID))
	}
}

// admit adds the pieces of what is asked.
func (a *Admission) admit(ask Ask, sources []source) {
	var edges []Span
	var about []source
	for _, s := range sources {
		if span, ok := Covers(s.rule, ask.Protocol); ok {
			edges = append(edges, span)
			about = append(about, s)
		}
	}
	for _, ports := range cut(ask.Ports, edges) {
		p := piece{Opening: Opening{ask.Protocol, ports}}
		var from []bounds
		for i, s := range about {
			if edges[i].meets(ports) {
				p.rules = append(p.rules, s)
				from = append(from, s.bounds)
			}
		}
		if !a.whole() {
			from = append(from, unknown)
		}
		p.bounds = anyOf(from)
		a.pieces = append(a.pieces, p)
	}
}

// Openings returns what the groups open to the world, and what they may open as
// far as is known.
func (a *Admission) Openings() (sure, possible []Opening) {
	for _, p := range a.pieces {
		if world(p.least) {
			sure = append(sure, p.Opening)
		}
		if world(p.most) {
			possible = append(possible, p.Opening)
		}
	}
	return sure, possible
}

// Culprits names the rules that admit public addresses to the openings.
func (a *Admission) Culprits(open []Opening) string {
	var ids []string
	for _, p := range a.pieces {
		if !slices.Contains(open, p.Opening) {
			continue
		}
		for _, s := range p.rules {
			if share(s.least) > 0 && !slices.Contains(ids, s.rule.ID) {
				ids = append(ids, s.rule.ID)
			}
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, ", ")
}

// Seen returns the fields of the rules that decide.
func (a *Admission) Seen() []check.Evidence { return slices.Clip(a.seen) }

// Doubt returns what is not known of the groups, such that they may open more
// than is sure: the verdict rests on it.
func (a *Admission) Doubt(e check.Env) string {
	var why string
	for _, p := range a.pieces {
		if h := a.hop(p); !p.sure() {
			e.RestOn(h.gaps)
			why = cmp.Or(why, h.why)
		}
	}
	return why
}

// whole reports whether all rules of the groups are known.
func (a *Admission) whole() bool {
	return len(a.whys) == 0 && check.Fact[bool]{Gaps: a.gaps}.Known()
}

// Sealed reports whether the groups let in nothing of what was asked, from
// nobody: no address and no member of a group.
func (a *Admission) Sealed() bool {
	return a.whole() && !slices.ContainsFunc(a.pieces, func(p piece) bool { return len(p.rules) > 0 })
}

// widest returns the rule that admits most of some addresses.
func (p piece) widest(through *netipx.IPSet) source {
	var widest source
	best := -1.0
	for _, s := range p.rules {
		if share := share(both(through, s.least)); share > best {
			best, widest = share, s
		}
	}
	return widest
}

// hop returns the groups as a hop to a piece.
func (a *Admission) hop(p piece) hop {
	h := hop{
		bounds: p.bounds, gaps: a.gaps, seen: a.seen,
		stop: fmt.Sprintf("no security group admits the internet to %s", Describe([]Opening{p.Opening})),
	}
	if len(a.whys) > 0 {
		h.why = a.whys[0]
	}
	h.via = func(through *netipx.IPSet) string {
		s := p.widest(through)
		return s.rule.GroupID + " rule " + s.rule.ID
	}
	for _, s := range p.rules {
		h.gaps = append(slices.Clip(h.gaps), s.gaps...)
		if h.why == "" {
			h.why = s.why
		}
	}
	if world(p.least) { // what else the groups say changes nothing
		h.seen = slices.Clone(a.group)
		for _, s := range p.rules {
			h.seen = append(h.seen, s.seen...)
		}
	}
	return h
}
