package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPeeringRoutesLeastPrivilege(t *testing.T) {
	checktest.Run(t, PeeringRoutesLeastPrivilege, checktest.Cases{
		"to a subnet":                checktest.Pass(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationCIDRBlock: "10.1.2.0/24", Target: "pcx-1"})),
		"to the VPC":                 checktest.Fail(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationCIDRBlock: "10.1.0.0/16", Target: "pcx-1"})).Says("rtb-1"),
		"to more than the VPC":       checktest.Fail(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationCIDRBlock: "0.0.0.0/0", Target: "pcx-1"})),
		"in halves":                  checktest.Fail(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationCIDRBlock: "10.1.0.0/17", Target: "pcx-1"}, inventory.Route{DestinationCIDRBlock: "10.1.128.0/17", Target: "pcx-1"})),
		"all of IPv6":                checktest.Fail(peering("active", "10.1.0.0/16", "2600:1f00::/56"), routes(inventory.Route{DestinationIPv6CIDRBlock: "2600:1f00::/56", Target: "pcx-1"})),
		"one of two ranges":          checktest.Pass(peering("active", "10.1.0.0/16", "100.64.0.0/24"), routes(inventory.Route{DestinationCIDRBlock: "100.64.0.0/24", Target: "pcx-1"})),
		"by a list":                  checktest.Fail(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationPrefixListID: "pl-1", Target: "pcx-1"}), lists("123456789012", "pl-1"), entries("pl-1", "10.0.0.0/8")),
		"by a list that is not seen": checktest.Unknown(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationPrefixListID: "pl-1", Target: "pcx-1"})),
		"through something else":     checktest.Pass(peering("active", "10.1.0.0/16"), routes(inventory.Route{DestinationCIDRBlock: "10.1.0.0/16", Target: "pcx-2"})),
		"no routes":                  checktest.Pass(peering("active", "10.1.0.0/16")),
		"unreadable":                 checktest.Unknown(peering("active", "x")),
		"not active":                 checktest.NotApplicable(peering("deleted", "10.1.0.0/16")),
	})
}

func peering(status string, accepter ...string) inventory.Part {
	return inventory.VPCPeeringConnections.Of(inventory.VPCPeeringConnection{
		Resource: checktest.Resource("AWS::EC2::VPCPeeringConnection", "pcx-1"), Status: status,
		RequesterCIDRs: []string{"172.16.0.0/16"}, AccepterCIDRs: accepter,
	})
}

func routes(all ...inventory.Route) inventory.Part {
	return inventory.RouteTables.Of(inventory.RouteTable{Resource: checktest.Resource("AWS::EC2::RouteTable", "rtb-1"), Routes: all})
}
