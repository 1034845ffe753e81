package reach

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WarehouseTables are what ToWarehouse reads.
var WarehouseTables = append([]inventory.Handle{inventory.RedshiftSubnetGroups}, DatabaseTables...)

var subnetGroups = check.NewIndex(inventory.RedshiftSubnetGroups,
	func(g inventory.RedshiftSubnetGroup) []string { return []string{g.ID} })

// ToWarehouse returns whether the internet reaches a cluster of Redshift at its
// port. Its managed VPC endpoints are private, and not its concern.
// https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
func ToWarehouse(e check.Env, c inventory.RedshiftCluster) Answer {
	flag := check.Saw("PubliclyAccessible", c.PubliclyAccessible)
	if !c.PubliclyAccessible {
		return hidden(flag)
	}
	own := hop{
		bounds: addressesOfType(c.IPAddressType),
		why:    fmt.Sprintf("has the IP address type %q, of which is not known who reaches it by IPv6", c.IPAddressType),
		seen: []check.Evidence{
			flag, check.Saw("IPAddressType", c.IPAddressType), check.Saw("Port", c.Port), check.Saw("VPCID", c.VPCID),
			check.Saw("AvailabilityZone", c.AvailabilityZone), check.Saw("SecondaryZone", c.SecondaryZone),
			check.Saw("ClusterSubnetGroupName", c.ClusterSubnetGroupName), check.Saw("VPCSecurityGroups", c.VPCSecurityGroups),
		},
	}
	if c.VPCID == "" {
		return Answer{State: Unclear, Why: "lies in no VPC, and has cluster security groups, which are not known here", Seen: own.seen}
	}
	s := server{Resource: c.Resource, port: c.Port, groups: c.VPCSecurityGroups, own: own}
	f := check.Aside(e, func(e check.Env) inventory.RedshiftSubnetGroup {
		g, _ := subnetGroups.Lookup(e, c.Resource, c.ClusterSubnetGroupName)
		return g
	})
	switch g := f.Value; {
	case len(g.Subnets) > 0:
		s.own.seen = append(s.own.seen, check.SawOn(g.Resource, "Subnets", g.Subnets))
		s.subnets = within(g.Subnets, c.AvailabilityZone, c.SecondaryZone)
	case !f.Known():
		s.lost = blind(f.Gaps)
	default:
		s.lost = unclear(fmt.Sprintf("lies in the cluster subnet group %q, which names no subnet", c.ClusterSubnetGroupName))
	}
	return s.answer(e)
}

// addressesOfType returns the families of the public addresses of a cluster. AWS
// does not say whether those of IPv6, which it has besides, are reached too.
func addressesOfType(t string) bounds {
	switch t {
	case "ipv4":
		return exactly(all4)
	case "dualstack", "": // what is older than the choice is not said to have one
		return bounds{all4, anybody}
	}
	return unknown
}
