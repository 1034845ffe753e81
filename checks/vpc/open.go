package vpc

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// The addresses that the internet routes. Private, shared, loopback,
// link-local, multicast and reserved ranges are not among them.
var (
	public4 = ranges("0.0.0.0/0").less("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
		"169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3")
	public6 = ranges("2000::/3").less()
)

// largePart is the share of the public addresses from which a source counts as
// the world. A quarter catches 0.0.0.0/0 cut into pieces and then thinned out,
// and is far above what any single organisation or cloud holds.
const largePart = 0.25

// cidrs are address ranges in CIDR notation.
type cidrs []netip.Prefix

func ranges(texts ...string) cidrs {
	var all cidrs
	for _, t := range texts {
		all = append(all, netip.MustParsePrefix(t))
	}
	return all
}

func (c cidrs) less(texts ...string) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range c {
		b.AddPrefix(p)
	}
	for _, p := range ranges(texts...) {
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

// parseCIDR reads a range as AWS writes it.
func parseCIDR(text string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(text)
	return p.Masked(), err == nil
}

// setOf returns the union of ranges.
func setOf(sources []netip.Prefix) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range sources {
		b.AddPrefix(p)
	}
	return built(&b)
}

// world reports whether a set holds a large part of the public IPv4 or of the
// public IPv6 addresses.
func world(s *netipx.IPSet) bool {
	return share(s, public4) >= largePart || share(s, public6) >= largePart
}

// share returns how much of the whole the set holds, from 0 to 1.
func share(s, whole *netipx.IPSet) float64 {
	var b netipx.IPSetBuilder
	b.AddSet(s)
	b.Intersect(whole)
	return size(built(&b)) / size(whole)
}

func size(s *netipx.IPSet) float64 {
	var n float64
	for _, p := range s.Prefixes() {
		n += math.Exp2(float64(p.Addr().BitLen() - p.Bits()))
	}
	return n
}

// span is a range of ports, both ends included.
type span struct{ from, to int }

// everyPort leaves out port 0, on which nothing listens: 1-65535 is all ports
// in effect.
var everyPort = span{1, 65535}

func (s span) String() string {
	if s.from == s.to {
		return fmt.Sprint(s.from)
	}
	return fmt.Sprintf("%d-%d", s.from, s.to)
}

func (s span) meets(o span) bool { return s.from <= o.to && o.from <= s.to }

// ports returns each port as a span.
func ports(numbers ...int) []span {
	var all []span
	for _, n := range numbers {
		all = append(all, span{n, n})
	}
	return all
}

// without returns every port but these.
func without(numbers []int) []span {
	sorted := slices.Sorted(slices.Values(numbers))
	var all []span
	next := everyPort.from
	for _, n := range sorted {
		if n > next {
			all = append(all, span{next, n - 1})
		}
		next = max(next, n+1)
	}
	if next <= everyPort.to {
		all = append(all, span{next, everyPort.to})
	}
	return all
}

// cut returns the ports of wanted in pieces, such that each of the edges
// covers a piece whole or not at all.
func cut(wanted, edges []span) []span {
	starts := []int{}
	for _, e := range edges {
		starts = append(starts, e.from, e.to+1)
	}
	slices.Sort(starts)
	var all []span
	for _, w := range wanted {
		from := w.from
		for _, s := range slices.Compact(slices.Clone(starts)) {
			if s > from && s <= w.to {
				all = append(all, span{from, s - 1})
				from = s
			}
		}
		all = append(all, span{from, w.to})
	}
	return all
}

// ask is the ports of one protocol that a check asks about.
type ask struct {
	protocol string // tcp or udp
	ports    []span
}

// opening is a range of ports that the world reaches.
type opening struct {
	protocol string
	ports    span
}

// describe names openings, joining neighbours.
func describe(all []opening) string {
	var texts []string
	for i := 0; i < len(all); i++ {
		o := all[i]
		for i+1 < len(all) && all[i+1].protocol == o.protocol && all[i+1].ports.from == o.ports.to+1 {
			i++
			o.ports.to = all[i].ports.to
		}
		texts = append(texts, strings.ToUpper(o.protocol)+" "+o.ports.String())
	}
	return strings.Join(texts, ", ")
}

// source is where a rule lets the traffic of some ports in from.
type source struct {
	rule     inventory.SecurityGroupRule
	prefixes []netip.Prefix
}

// covers returns the ports of a protocol that the rule admits.
func covers(r inventory.SecurityGroupRule, protocol string) (span, bool) {
	switch r.IPProtocol {
	case "-1":
		return everyPort, true
	case protocol, numberOf[protocol]:
		if r.FromPort == -1 {
			return everyPort, true
		}
		return span{r.FromPort, r.ToPort}, true
	}
	return span{}, false
}

var numberOf = map[string]string{"tcp": "6", "udp": "17"}

func answers(r inventory.SecurityGroupRule, asks []ask) bool {
	for _, a := range asks {
		s, ok := covers(r, a.protocol)
		if ok && slices.ContainsFunc(a.ports, s.meets) {
			return true
		}
	}
	return false
}

// openings returns the asked ports that the sources together open to the world.
func openings(sources []source, asks []ask) []opening {
	var all []opening
	for _, a := range asks {
		var edges []span
		for _, s := range sources {
			if e, ok := covers(s.rule, a.protocol); ok {
				edges = append(edges, e)
			}
		}
		for _, piece := range cut(a.ports, edges) {
			var from []netip.Prefix
			for _, s := range sources {
				if e, ok := covers(s.rule, a.protocol); ok && e.meets(piece) {
					from = append(from, s.prefixes...)
				}
			}
			if world(setOf(from)) {
				all = append(all, opening{a.protocol, piece})
			}
		}
	}
	return all
}

// groupTables are what a judge of a security group's openings reads.
var groupTables = []inventory.Handle{inventory.SecurityGroupRules, inventory.PrefixLists, inventory.PrefixListEntries}

// judgeOpenings fails a security group whose ingress rules open what was asked
// to the world, as bad decides of the openings. Prefix lists are read only if
// the ranges written in the rules do not decide.
func judgeOpenings(e check.Env, g inventory.SecurityGroup, bad func([]opening) bool, asks ...ask) check.Verdict {
	seen := []check.Evidence{check.Saw("GroupID", g.ID)}
	var direct []source
	var listed []inventory.SecurityGroupRule
	var unclear string // a source that is not known; what the others open stands
	for _, r := range check.Rows(e, inventory.SecurityGroupRules, g.Resource) {
		if r.GroupID != g.ID {
			continue
		}
		saw := func(field string, value any) { seen = append(seen, check.SawOn(r.Resource, field, value)) }
		saw("IsEgress", r.IsEgress)
		if r.IsEgress {
			continue
		}
		saw("IPProtocol", r.IPProtocol)
		saw("FromPort", r.FromPort)
		saw("ToPort", r.ToPort)
		if !answers(r, asks) {
			continue
		}
		cidr, fields := written(r)
		seen = append(seen, fields...)
		switch {
		case cidr != "":
			p, ok := parseCIDR(cidr)
			if !ok {
				unclear = fmt.Sprintf("has the rule %s with a range that cannot be read: %q", r.ID, cidr)
				continue
			}
			direct = append(direct, source{r, []netip.Prefix{p}})
		case r.PrefixListID != "":
			listed = append(listed, r)
		}
	}
	open := openings(direct, asks)
	for _, r := range listed {
		if bad(open) {
			break
		}
		prefixes, fields, problem := entriesOf(e, r)
		seen = append(seen, fields...)
		if problem != "" {
			unclear = problem
			continue
		}
		direct = append(direct, source{r, prefixes})
		open = openings(direct, asks)
	}
	if bad(open) {
		return check.Fail(fmt.Sprintf("opens %s to the internet by %s", describe(open), culprits(direct, open)), seen...)
	}
	if unclear != "" {
		return check.Unknown(unclear, seen...)
	}
	return check.Pass("does not open these ports to the internet", seen...)
}

// written returns the range that the rule itself names, and the fields that
// say what its source is.
func written(r inventory.SecurityGroupRule) (string, []check.Evidence) {
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

// entriesOf returns the ranges of the prefix list that the rule names, or why
// they are not known. It returns none for a list of AWS, which no rule needs to
// be judged by.
func entriesOf(e check.Env, r inventory.SecurityGroupRule) ([]netip.Prefix, []check.Evidence, string) {
	list, ok := check.Find(e, inventory.PrefixLists, r.Resource, func(l inventory.PrefixList) bool { return l.ID == r.PrefixListID })
	if !ok {
		return nil, nil, fmt.Sprintf("has the rule %s for the prefix list %s, which this account cannot see", r.ID, r.PrefixListID)
	}
	seen := []check.Evidence{check.SawOn(list.Resource, "OwnerID", list.OwnerID)}
	if list.OwnerID == inventory.OwnedByAWS {
		return nil, seen, ""
	}
	entries := check.Detail(e, inventory.PrefixListEntries, list.Resource).Entries
	seen = append(seen, check.SawOn(list.Resource, "Entries", entries))
	prefixes, bad := parseAll(entries)
	if bad != "" {
		return nil, seen, fmt.Sprintf("uses the prefix list %s with a range that cannot be read: %s", list.ID, bad)
	}
	return prefixes, seen, ""
}

// parseAll reads ranges; if one cannot be read, it returns that one, quoted.
func parseAll(texts []string) (prefixes []netip.Prefix, bad string) {
	for _, t := range texts {
		p, ok := parseCIDR(t)
		if !ok {
			return nil, fmt.Sprintf("%q", t)
		}
		prefixes = append(prefixes, p)
	}
	return prefixes, ""
}

// culprits names the rules that admit public addresses to the openings.
func culprits(sources []source, open []opening) string {
	var ids []string
	for _, s := range sources {
		part := slices.ContainsFunc(open, func(o opening) bool {
			e, ok := covers(s.rule, o.protocol)
			return ok && e.meets(o.ports)
		})
		set := setOf(s.prefixes)
		if part && (share(set, public4) > 0 || share(set, public6) > 0) {
			ids = append(ids, s.rule.ID)
		}
	}
	return strings.Join(slices.Compact(ids), ", ")
}

func anyOpening(open []opening) bool { return len(open) > 0 }

// allOpen reports whether every port of a protocol is among the openings.
func allOpen(open []opening) bool {
	count := map[string]int{}
	for _, o := range open {
		count[o.protocol] += o.ports.to - o.ports.from + 1
	}
	return count["tcp"] >= everyPort.to || count["udp"] >= everyPort.to
}
