package redshift

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

func TestClusterNotPublic(t *testing.T) {
	given := func(changes ...func(*rt.Network)) []inventory.Part {
		return rt.Given(ClusterNotPublic.Needs(), changes...)
	}
	reached := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Fail(given(changes...)...) }
	blocked := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Pass(given(changes...)...) }
	unclear := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Unknown(given(changes...)...) }

	with := func(change func(*inventory.RedshiftCluster)) func(*rt.Network) {
		return func(n *rt.Network) { change(&n.Warehouses[0]) }
	}
	private := with(func(c *inventory.RedshiftCluster) { c.PubliclyAccessible = false })
	in := func(subnets ...inventory.DBSubnet) func(*rt.Network) {
		return func(n *rt.Network) { n.SubnetGroups[0].Subnets = subnets }
	}
	source := func(cidr string) func(*rt.Network) {
		return func(n *rt.Network) { n.Rules[1] = rt.Rule("sgr-2", "sg-1", "tcp", 5432, 5432, cidr) }
	}
	addresses := func(kind string) func(*rt.Network) {
		return with(func(c *inventory.RedshiftCluster) { c.IPAddressType = kind })
	}
	denied := func(h inventory.Handle) func(*rt.Network) {
		return func(n *rt.Network) { n.Missing = append(n.Missing, h.Missing(checktest.Denied())) }
	}
	noGroups := func(n *rt.Network) { n.SubnetGroups = nil }
	multiAZ := with(func(c *inventory.RedshiftCluster) { c.SecondaryZone = "us-east-1b" })
	public := inventory.DBSubnet{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1a"}
	hidden := inventory.DBSubnet{SubnetIdentifier: "subnet-2", SubnetAvailabilityZone: "us-east-1a"}
	elsewhere := inventory.DBSubnet{SubnetIdentifier: "subnet-2", SubnetAvailabilityZone: "us-east-1b"}

	checktest.Run(t, ClusterNotPublic, checktest.Cases{
		"accessible, and everything leads to it":       reached().Says("TCP 5432: 0.0.0.0/0 -> igw-1 -> acl-1 rule 100 -> sg-1 rule sgr-2 -> dw-1 :5432"),
		"private":                                      blocked(private).Says("has private addresses only"),
		"private, and all else is denied":              blocked(private, denied(inventory.RouteTables), noGroups, denied(inventory.RedshiftSubnetGroups)),
		"accessible, in a subnet without a way out":    blocked(in(hidden)).Says("nat-1, which lets nobody in"),
		"accessible, and another zone has the private": reached(in(public, elsewhere)),
		"accessible, in one of two subnets that differ": unclear(in(public, hidden)).Says(
			"may lie in"),
		"in two zones that differ":              unclear(in(public, elsewhere), multiAZ).Says("may lie in"),
		"in two zones that are private":         blocked(in(hidden, elsewhere), multiAZ),
		"a closed group":                        blocked(source("10.0.0.0/8")).Says("no security group admits the internet to TCP 5432"),
		"a company's range":                     blocked(source("203.0.113.0/24")),
		"another port":                          blocked(with(func(c *inventory.RedshiftCluster) { c.Port = 5439 })),
		"a rule of IPv6, and addresses of IPv4": blocked(source("::/0")),
		"a rule of IPv6, and both kinds":        unclear(source("::/0"), addresses("dualstack")).Says(`"dualstack"`),
		"a rule of IPv4, and both kinds":        reached(addresses("dualstack")),
		"a rule of IPv4, and AWS does not say":  reached(addresses("")),
		"an address type that is new":           unclear(addresses("ipv8")).Says("ipv8"),
		"its network ACL denies": blocked(func(n *rt.Network) {
			n.ACLs[0].Entries = append([]inventory.NetworkACLEntry{rt.Entry(90, "deny", "0.0.0.0/0", "6", 5432, 5432)}, n.ACLs[0].Entries...)
		}),
		"VPC Block Public Access":            blocked(func(n *rt.Network) { n.Block[0].InternetGatewayBlockMode = "block-ingress" }),
		"it is being made":                   checktest.NotApplicable(given(with(func(c *inventory.RedshiftCluster) { c.Port = 0 }))...),
		"outside of VPCs":                    unclear(with(func(c *inventory.RedshiftCluster) { c.VPCID, c.VPCSecurityGroups = "", nil })).Says("cluster security groups"),
		"its subnet group is not listed":     unclear(noGroups).Says("names no subnet"),
		"subnet groups are denied":           unclear(noGroups, denied(inventory.RedshiftSubnetGroups)),
		"subnet groups are denied, but shut": blocked(source("10.0.0.0/8"), noGroups, denied(inventory.RedshiftSubnetGroups)),
	})
}
