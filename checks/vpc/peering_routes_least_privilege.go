package vpc

import (
	"cmp"
	"net/netip"
	"slices"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// PeeringRoutesLeastPrivilege is the check vpc.peering-routes-least-privilege.
var PeeringRoutesLeastPrivilege = &check.Check{
	ID:        "vpc.peering-routes-least-privilege",
	Title:     "VPC peering routes cover only needed ranges",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::VPCPeeringConnection",
	Logic:     "Reads the destinations of the routes that lead to each active peering connection, in the route tables of this account and region. Fails if those of one table together hold every IPv4 range, or every IPv6 range, of one of the two VPCs.",
	Rationale: "A peering connection is made for some hosts to reach some others. Routes to all of a VPC let an intruder on one side reach everything on the other.",
	Remedy:    "Replace the route by routes to the subnets or hosts that need to be reached.",
	Fix: check.Fix{
		Console: "VPC console, Route tables, the table, Routes, Edit routes: add routes to the subnets that are needed, then remove the one to the whole VPC.",
		CLI: `aws ec2 create-route --route-table-id ROUTE_TABLE_ID --destination-cidr-block SUBNET_CIDR --vpc-peering-connection-id PEERING_ID
aws ec2 delete-route --route-table-id ROUTE_TABLE_ID --destination-cidr-block PEER_VPC_CIDR`,
		Terraform: `resource "aws_route" "to_peer_subnet" {
  route_table_id            = "ROUTE_TABLE_ID"
  destination_cidr_block    = "SUBNET_CIDR"
  vpc_peering_connection_id = "PEERING_ID"
}`,
		Breaks: "Hosts of the peer VPC outside the new ranges can no longer be reached, nor answer, from the subnets of the route table.",
		Undo:   "Create the route to the whole range again.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html", "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"},
	Controls:   []string{"CIS-1.4/5.4", "CIS-1.5/5.5", "CIS-2.0/5.5", "CIS-3.0/5.5", "CIS-4.0/5.6", "CIS-5.0/5.6", "CIS-6.0/6.6", "CIS-7.0/6.6"},
	Assess: check.ForEach(inventory.VPCPeeringConnections, peeringRoutesLeastPrivilege,
		inventory.RouteTables, inventory.PrefixLists, inventory.PrefixListEntries),
}

var tablesByTarget = check.NewIndex(inventory.RouteTables, func(t inventory.RouteTable) []string {
	var all []string
	for _, r := range t.Routes {
		all = append(all, r.Target)
	}
	slices.Sort(all)
	return slices.Compact(all)
})

func peeringRoutesLeastPrivilege(e check.Env, c inventory.VPCPeeringConnection) check.Verdict {
	status := check.Saw("Status", c.Status)
	if c.Status != "active" {
		return check.NotApplicable("is not active: "+c.Status, status)
	}
	seen := []check.Evidence{status, check.Saw("RequesterCIDRs", c.RequesterCIDRs), check.Saw("AccepterCIDRs", c.AccepterCIDRs)}
	sides, bad := wholeVPCs(c)
	if bad != "" {
		return check.Unknown("joins a VPC with a range that cannot be read: "+bad, seen...)
	}
	for _, t := range tablesByTarget.Rows(e, c.Resource, c.ID) {
		routes := slices.DeleteFunc(slices.Clone(t.Routes), func(r inventory.Route) bool { return r.Target != c.ID })
		seen = append(seen, check.SawOn(t.Resource, "Routes", routes))
		to, fields, problem := destinations(e, t, routes)
		seen = append(seen, fields...)
		if problem != "" {
			return check.Unknown(problem, seen...)
		}
		if slices.ContainsFunc(sides, func(whole []netip.Prefix) bool { return holds(to, whole) }) {
			return check.Fail("is routed to all of a VPC by "+t.ID, seen...)
		}
	}
	return check.Pass("is routed to no VPC as a whole", seen...)
}

// wholeVPCs returns the ranges of each side, those of IPv4 and of IPv6 apart.
func wholeVPCs(c inventory.VPCPeeringConnection) (sides [][]netip.Prefix, bad string) {
	for _, texts := range [][]string{c.RequesterCIDRs, c.AccepterCIDRs} {
		all, bad := internet.ParseAll(texts)
		if bad != "" {
			return nil, bad
		}
		var v4, v6 []netip.Prefix
		for _, p := range all {
			if p.Addr().Is4() {
				v4 = append(v4, p)
			} else {
				v6 = append(v6, p)
			}
		}
		sides = append(sides, v4, v6)
	}
	return sides, ""
}

// destinations returns where the routes lead, or why that is not known.
func destinations(e check.Env, t inventory.RouteTable, routes []inventory.Route) (*netipx.IPSet, []check.Evidence, string) {
	var texts []string
	var ranges []netip.Prefix
	var seen []check.Evidence
	for _, r := range routes {
		if r.DestinationPrefixListID == "" {
			texts = append(texts, cmp.Or(r.DestinationCIDRBlock, r.DestinationIPv6CIDRBlock))
			continue
		}
		list := check.Rely(e, reach.ListOf(e, t.Resource, r.DestinationPrefixListID))
		seen = append(seen, list.Seen...)
		if list.Bad != "" {
			return nil, seen, "is routed by " + t.ID + ", which " + list.Bad
		}
		ranges = append(ranges, list.Ranges...)
	}
	written, bad := internet.ParseAll(texts)
	if bad != "" {
		return nil, seen, "is routed by " + t.ID + " to a range that cannot be read: " + bad
	}
	return internet.SetOf(append(ranges, written...)), seen, ""
}

// holds reports whether the set holds all of the ranges, of which there are some.
func holds(s *netipx.IPSet, whole []netip.Prefix) bool {
	return len(whole) > 0 && !slices.ContainsFunc(whole, func(p netip.Prefix) bool { return !s.ContainsPrefix(p) })
}
