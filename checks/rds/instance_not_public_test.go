package rds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

func TestInstanceNotPublic(t *testing.T) {
	given := func(changes ...func(*rt.Network)) []inventory.Part {
		return rt.Given(InstanceNotPublic.Needs(), changes...)
	}
	reached := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Fail(given(changes...)...) }
	blocked := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Pass(given(changes...)...) }
	unclear := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Unknown(given(changes...)...) }

	private := func(n *rt.Network) { n.Databases[0].PubliclyAccessible = false }
	in := func(subnets ...inventory.DBSubnet) func(*rt.Network) {
		return func(n *rt.Network) { n.Databases[0].Subnets = subnets }
	}
	source := func(cidr string) func(*rt.Network) {
		return func(n *rt.Network) { n.Rules[1] = rt.Rule("sgr-2", "sg-1", "tcp", 5432, 5432, cidr) }
	}
	network := func(kind string) func(*rt.Network) { return func(n *rt.Network) { n.Databases[0].NetworkType = kind } }
	denied := func(h inventory.Handle) func(*rt.Network) {
		return func(n *rt.Network) { n.Missing = append(n.Missing, h.Missing(checktest.Denied())) }
	}
	public := inventory.DBSubnet{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1a"}
	hidden := inventory.DBSubnet{SubnetIdentifier: "subnet-2", SubnetAvailabilityZone: "us-east-1a"}
	elsewhere := inventory.DBSubnet{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1b"}

	checktest.Run(t, InstanceNotPublic, checktest.Cases{
		"marked, and everything leads to it": reached().Says("TCP 5432: 0.0.0.0/0 -> igw-1 -> acl-1 rule 100 -> sg-1 rule sgr-2 -> db-1 :5432"),
		"not marked":                         blocked(private).Says("has private addresses only"),
		"not marked, and all else is denied": blocked(private, denied(inventory.RouteTables), denied(inventory.SecurityGroupRules)),
		"marked, in a private subnet":        blocked(in(hidden)).Says("nat-1, which lets nobody in"),
		"marked, and the private subnet is of another zone": reached(in(public, inventory.DBSubnet{
			SubnetIdentifier: "subnet-2", SubnetAvailabilityZone: "us-east-1b"})),
		"marked, and the public subnet is of another zone": blocked(in(hidden, elsewhere)),
		"marked, in one of two subnets that differ":        unclear(in(public, hidden)).Says("may lie in"),
		"marked, and its zone has no subnet":               reached(in(elsewhere)),
		"marked, and it names no subnet":                   unclear(in()),
		"a closed group":                                   blocked(source("10.0.0.0/8")).Says("no security group admits the internet to TCP 5432"),
		"a company's range":                                blocked(source("203.0.113.0/24")),
		"another group":                                    blocked(source("sg-2")),
		"another port":                                     blocked(func(n *rt.Network) { n.Databases[0].Port = 5433 }),
		"two halves": reached(source("0.0.0.0/1"), func(n *rt.Network) {
			n.Rules = append(n.Rules, rt.Rule("sgr-3", "sg-1", "tcp", 5432, 5432, "128.0.0.0/1"))
		}),
		"a rule of IPv6, and addresses of IPv4":      blocked(source("::/0")),
		"a rule of IPv6, and both kinds":             reached(source("::/0"), network("DUAL")),
		"a rule of IPv6, and IPv6 only":              reached(source("::/0"), network("IPV6")),
		"a rule of IPv4, and IPv6 only":              blocked(network("IPV6")),
		"a rule of IPv6, and AWS does not say which": unclear(source("::/0"), network("")).Says("network type"),
		"a rule of IPv4, and AWS does not say which": reached(network("")),
		"a network type that is new":                 unclear(network("IPV8")).Says("IPV8"),
		"IPv6 of a private range": blocked(source("::/0"), network("DUAL"), func(n *rt.Network) {
			n.Subnets[0].IPv6CIDRBlockAssociationSet[0].IPv6AddressAttribute = "private"
		}),
		"its network ACL denies": blocked(func(n *rt.Network) {
			n.ACLs[0].Entries = append([]inventory.NetworkACLEntry{rt.Entry(90, "deny", "0.0.0.0/0", "6", 5432, 5432)}, n.ACLs[0].Entries...)
		}),
		"VPC Block Public Access": blocked(func(n *rt.Network) { n.Block[0].InternetGatewayBlockMode = "block-bidirectional" }),
		"it is being made": checktest.NotApplicable(given(func(n *rt.Network) {
			n.Databases[0].Port, n.Databases[0].AvailabilityZone = 0, ""
		})...),
		"it is being made, and private": blocked(private, func(n *rt.Network) { n.Databases[0].Port = 0 }),
		"route tables are denied":       unclear(func(n *rt.Network) { n.RouteTables = nil }, denied(inventory.RouteTables)),
		"denied, but closed":            blocked(source("10.0.0.0/8"), func(n *rt.Network) { n.RouteTables = nil }, denied(inventory.RouteTables)),
	})
}
