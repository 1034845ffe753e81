package vpc

import (
	"fmt"
	"net/netip"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGNoWidePublicCIDR is the check vpc.sg-no-wide-public-cidr.
var SGNoWidePublicCIDR = &check.Check{
	ID:         "vpc.sg-no-wide-public-cidr",
	Title:      "Security group rules avoid broad public ranges short of 0.0.0.0/0",
	Domain:     check.InfrastructureProtection,
	Severity:   check.Medium,
	Resource:   "AWS::EC2::SecurityGroup",
	Logic:      "Hygiene, not exposure: reads the ranges of each inbound rule, and the entries of its prefix list if that is not one of AWS. Fails on public ranges with a shorter prefix than the parameters say. Ranges that amount to the internet are left to the checks of open ports.",
	Rationale:  "A range of a whole provider admits every customer of that provider. It looks like a restriction and hardly is one.",
	Remedy:     "Replace the range by the addresses that need access.",
	Fix:        narrowRuleFix,
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"},
	Controls:   []string{},
	Params:     []check.Setting{shortestIPv4, shortestIPv6},
	Assess:     check.ForEach(inventory.SecurityGroups, sgNoWidePublicCIDR, reach.RuleTables...),
}

var (
	shortestIPv4 = check.NewParam("ipv4-prefix", 24, "shortest prefix length of a public IPv4 range that is narrow enough")
	shortestIPv6 = check.NewParam("ipv6-prefix", 48, "shortest prefix length of a public IPv6 range that is narrow enough")
)

func sgNoWidePublicCIDR(e check.Env, g inventory.SecurityGroup) check.Verdict {
	seen := []check.Evidence{check.Saw("GroupID", g.ID)}
	var listed []inventory.SecurityGroupRule
	for _, r := range reach.RulesByGroup.Rows(e, g.Resource, g.ID) {
		seen = append(seen, check.SawOn(r.Resource, "IsEgress", r.IsEgress))
		if r.IsEgress {
			continue
		}
		cidr, fields := reach.Written(r)
		seen = append(seen, fields...)
		if cidr == "" {
			if r.PrefixListID != "" {
				listed = append(listed, r)
			}
			continue
		}
		p, ok := internet.ParseCIDR(cidr)
		if !ok {
			return check.Unknown(fmt.Sprintf("has the rule %s with a range that cannot be read: %q", r.ID, cidr), seen...)
		}
		if wide(e, p) {
			return check.Fail(fmt.Sprintf("admits the wide public range %s by %s", p, r.ID), seen...)
		}
	}
	for _, r := range listed {
		list := check.Rely(e, reach.ListOf(e, r.Resource, r.PrefixListID))
		seen = append(seen, list.Seen...)
		if list.Bad != "" {
			return check.Unknown(fmt.Sprintf("has the rule %s, which %s", r.ID, list.Bad), seen...)
		}
		for _, p := range list.Ranges {
			if wide(e, p) {
				return check.Fail(fmt.Sprintf("admits the wide public range %s of %s by %s", p, r.PrefixListID, r.ID), seen...)
			}
		}
	}
	return check.Pass("admits no wide public range", seen...)
}

// wide reports whether a range is too wide, public and yet not the internet.
func wide(e check.Env, p netip.Prefix) bool {
	limit := shortestIPv4
	if p.Addr().Is6() {
		limit = shortestIPv6
	}
	set := internet.SetOf([]netip.Prefix{p})
	return p.Bits() < limit.Get(e) && internet.Share(set) > 0 && !internet.World(set)
}
