package reach_test

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

// closedTo is a check that passes what the internet does not reach.
func closedTo(asks ...reach.Ask) *check.Check {
	return &check.Check{
		ID: "test.closed", Title: "Instances are closed", Domain: check.InfrastructureProtection, Severity: check.Critical,
		Resource: "AWS::EC2::Instance", Logic: "l", Rationale: "r", Remedy: "m",
		Assess: check.ForEach(inventory.Instances, func(e check.Env, i inventory.Instance) check.Verdict {
			return verdict(reach.ToInstance(e, i, asks...))
		}, reach.InstanceTables...),
	}
}

func verdict(a reach.Answer) check.Verdict {
	switch a.State {
	case reach.Reached:
		return check.Fail(reach.Describe(a.Openings)+" by "+a.Why, a.Seen...)
	case reach.Blocked:
		return check.Pass(a.Why, a.Seen...)
	}
	return check.Unknown(a.Why, a.Seen...)
}

var ssh = reach.TCP(reach.Ports(22))

// with is the network with changes.
func with(changes ...func(*rt.Network)) []inventory.Part {
	return rt.Given(closedTo().Needs(), changes...)
}

func reached(changes ...func(*rt.Network)) checktest.Case { return checktest.Fail(with(changes...)...) }
func blocked(changes ...func(*rt.Network)) checktest.Case { return checktest.Pass(with(changes...)...) }
func unclear(changes ...func(*rt.Network)) checktest.Case {
	return checktest.Unknown(with(changes...)...)
}

// The changes that many cases share.

func denied(h inventory.Handle, about ...inventory.Resource) func(*rt.Network) {
	return func(n *rt.Network) { n.Missing = append(n.Missing, h.Missing(checktest.Denied(about...))) }
}

func noAddress(n *rt.Network) { n.Interfaces[0].PublicIPs = nil }

func onlyIPv6(n *rt.Network) {
	noAddress(n)
	n.Interfaces[0].IPv6Addresses = []string{"2600:1f00:0:1::a"}
}

func rules(all ...inventory.SecurityGroupRule) func(*rt.Network) {
	return func(n *rt.Network) { n.Rules = all }
}

func routes(all ...inventory.Route) func(*rt.Network) {
	return func(n *rt.Network) {
		n.RouteTables[0].Routes = append([]inventory.Route{rt.To("10.0.0.0/16", "local")}, all...)
	}
}

func acl(entries ...inventory.NetworkACLEntry) func(*rt.Network) {
	return func(n *rt.Network) { n.ACLs[0] = rt.ACL("acl-1", "subnet-1", entries...) }
}

func listed(list string, cidrs ...string) func(*rt.Network) {
	return func(n *rt.Network) {
		r := rt.Resource("AWS::EC2::PrefixList", list)
		n.Lists = append(n.Lists, inventory.PrefixList{Resource: r, OwnerID: checktest.Account.ID})
		n.Entries = append(n.Entries, inventory.PrefixListContent{Resource: r, Entries: cidrs})
	}
}

func ofAWS(list string) func(*rt.Network) {
	return func(n *rt.Network) {
		n.Lists = append(n.Lists, inventory.PrefixList{Resource: rt.Resource("AWS::EC2::PrefixList", list), OwnerID: inventory.OwnedByAWS})
	}
}

var (
	allIn  = rt.Entry(100, "allow", "0.0.0.0/0", "-1", -1, -1)
	allOut = rt.Egress(allIn)
)

const theWay = "0.0.0.0/0 -> igw-1 -> acl-1 rule 100 -> sg-1 rule sgr-1 -> i-1 :22"

func TestAddressesOfAnInstance(t *testing.T) {
	second := func(change func(*inventory.VPCNetworkInterface)) func(*rt.Network) {
		return func(n *rt.Network) {
			noAddress(n)
			more := rt.Interface("eni-2", "i-1", "subnet-1", "10.0.1.11", "198.51.100.11")
			more.DeviceIndex = 1
			change(&more)
			n.Interfaces = append(n.Interfaces, more)
		}
	}
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"as it is":                 reached().Says("TCP 22 by " + theWay),
		"no public address":        blocked(noAddress).Says("eni-1 has no public address"),
		"IPv6 only":                reached(onlyIPv6, rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0"))).Says("::/0 -> igw-1 -> acl-1 rule 101"),
		"IPv6, and a rule of IPv4": blocked(onlyIPv6).Says("of what gets that far, no security group admits the internet to TCP 22"),
		"IPv4, and a rule of IPv6": blocked(rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0"))),
		"both, and a rule of IPv6": reached(func(n *rt.Network) { n.Interfaces[0].IPv6Addresses = []string{"2600:1f00:0:1::a"} },
			rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0"))),
		"a unique local address of IPv6": blocked(onlyIPv6, func(n *rt.Network) { n.Interfaces[0].IPv6Addresses = []string{"fd00::a"} },
			rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0"))),
		"IPv6 of a private range": blocked(onlyIPv6, rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0")),
			func(n *rt.Network) { n.Subnets[0].IPv6CIDRBlockAssociationSet[0].IPv6AddressAttribute = "private" }),
		"IPv6 of a private range beside a public one": blocked(onlyIPv6, rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0")), func(n *rt.Network) {
			n.Subnets[0].IPv6CIDRBlockAssociationSet = append(n.Subnets[0].IPv6CIDRBlockAssociationSet,
				inventory.SubnetIPv6CIDR{IPv6CIDRBlock: "2600:f0f0:0:1::/64", IPv6AddressAttribute: "private"})
			n.Interfaces[0].IPv6Addresses = []string{"2600:f0f0:0:1::a"}
		}),
		"IPv6 that AWS shields": blocked(onlyIPv6, rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0")),
			func(n *rt.Network) { n.Interfaces[0].DenyAllIgwTraffic = true }),
		"a prefix of IPv6, for containers": reached(noAddress, rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0")),
			func(n *rt.Network) { n.Interfaces[0].IPv6Prefixes = []string{"2600:1f00:0:1:1::/80"} }),
		"a second interface":                     reached(second(func(*inventory.VPCNetworkInterface) {})),
		"a second interface in a private subnet": blocked(second(func(n *inventory.VPCNetworkInterface) { n.SubnetID = "subnet-2" })),
		"a second interface with another group": blocked(second(func(n *inventory.VPCNetworkInterface) { n.Groups = []string{"sg-2"} }),
			func(n *rt.Network) {
				n.Groups = append(n.Groups, inventory.SecurityGroup{Resource: rt.Resource("AWS::EC2::SecurityGroup", "sg-2")})
			}),
		"an address of another instance": blocked(noAddress, func(n *rt.Network) {
			n.Interfaces = append(n.Interfaces, rt.Interface("eni-2", "i-2", "subnet-1", "10.0.1.11", "198.51.100.11"))
		}),
		"no interface at all":                       unclear(func(n *rt.Network) { n.Interfaces = nil }).Says("no network interface"),
		"interfaces are denied":                     unclear(func(n *rt.Network) { n.Interfaces = nil }, denied(inventory.VPCNetworkInterfaces)),
		"one admits nobody, and others are denied":  unclear(rules(), denied(inventory.VPCNetworkInterfaces)),
		"one has no address, and others are denied": unclear(noAddress, denied(inventory.VPCNetworkInterfaces)),
		"reached, and other interfaces are denied":  reached(denied(inventory.VPCNetworkInterfaces)),
		"an endpoint of Global Accelerator":         unclear(noAddress, accelerator("subnet-1")).Says("Global Accelerator"),
		"an endpoint that no group admits to":       blocked(noAddress, accelerator("subnet-1"), rules(rt.Rule("sgr-1", "sg-1", "tcp", 443, 443, "0.0.0.0/0"))),
		"Global Accelerator has first interfaces for endpoints": blocked(second(func(n *inventory.VPCNetworkInterface) { n.PublicIPs = nil }),
			accelerator("subnet-1"), func(n *rt.Network) { n.Interfaces[0].SubnetID = "subnet-2" }),
		"Global Accelerator in another subnet": blocked(noAddress, accelerator("subnet-2")),
		"Global Accelerator, and all is blocked": blocked(noAddress, accelerator("subnet-1"),
			func(n *rt.Network) { n.Block[0].InternetGatewayBlockMode = "block-ingress" }),
	})
}

func accelerator(subnet string) func(*rt.Network) {
	return func(n *rt.Network) {
		a := rt.Interface("eni-9", "", subnet, "10.0.1.99")
		a.InterfaceType = "global_accelerator_managed"
		n.Interfaces = append(n.Interfaces, a)
	}
}

func TestRoutesOfASubnet(t *testing.T) {
	associated := func(table int, of inventory.RouteTableAssociation) func(*rt.Network) {
		return func(n *rt.Network) { n.RouteTables[table].Associations = []inventory.RouteTableAssociation{of} }
	}
	main := inventory.RouteTableAssociation{Main: true}
	// edge sends what comes in for some addresses to what inspects it.
	edge := func(to, target string) func(*rt.Network) {
		return func(n *rt.Network) {
			n.RouteTables = append(n.RouteTables, rt.Table("rtb-edge", "vpc-1", "igw-1", rt.To("10.0.0.0/16", "local"), rt.To(to, target)))
		}
	}
	cidr6 := rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "::/0"))
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"none but the local one":                    blocked(routes()).Says("rtb-1 has no route from subnet-1 to the internet"),
		"by NAT only":                               blocked(routes(rt.To("0.0.0.0/0", "nat-1"))).Says("to nat-1, which lets nobody in"),
		"by a transit gateway":                      blocked(routes(rt.To("0.0.0.0/0", "tgw-1"))),
		"by a virtual private gateway":              blocked(routes(rt.To("0.0.0.0/0", "vgw-1"))),
		"by a carrier gateway":                      blocked(routes(rt.To("0.0.0.0/0", "cagw-1"))),
		"by an appliance":                           blocked(routes(rt.To("0.0.0.0/0", "eni-7"))),
		"IPv6, egress-only":                         blocked(onlyIPv6, cidr6, routes(rt.To("0.0.0.0/0", "igw-1"), rt.To("::/0", "eigw-1"))),
		"IPv6, and only IPv4 is routed":             blocked(onlyIPv6, cidr6, routes(rt.To("0.0.0.0/0", "igw-1"))),
		"IPv4, and only IPv6 is routed":             blocked(routes(rt.To("::/0", "igw-1"))),
		"IPv6 by its public range":                  reached(onlyIPv6, cidr6, routes(rt.To("2000::/3", "igw-1"))),
		"a gateway that is detached":                blocked(routes(inventory.Route{DestinationCIDRBlock: "0.0.0.0/0", Target: "igw-1", State: "blackhole", Origin: "CreateRoute"})).Says("drops"),
		"in halves":                                 reached(routes(rt.To("0.0.0.0/1", "igw-1"), rt.To("128.0.0.0/1", "igw-1"))),
		"to a company only":                         blocked(routes(rt.To("203.0.113.0/24", "igw-1"), rt.To("0.0.0.0/0", "nat-1"))),
		"all but a company's range":                 reached(routes(rt.To("203.0.113.0/24", "tgw-1"), rt.To("0.0.0.0/0", "igw-1"))),
		"halves go elsewhere":                       blocked(routes(rt.To("0.0.0.0/0", "igw-1"), rt.To("0.0.0.0/1", "tgw-1"), rt.To("128.0.0.0/1", "tgw-1"))),
		"halves go elsewhere, and are listed first": blocked(routes(rt.To("0.0.0.0/1", "tgw-1"), rt.To("128.0.0.0/1", "tgw-1"), rt.To("0.0.0.0/0", "igw-1"))),
		"the main table of its VPC, beside that of another": reached(func(n *rt.Network) {
			n.Subnets[0].VPCID, n.RouteTables[0].VPCID = "vpc-2", "vpc-2"
			n.RouteTables[0].Associations = []inventory.RouteTableAssociation{main}
		}),
		"halves are dropped": blocked(routes(rt.To("0.0.0.0/0", "igw-1"),
			inventory.Route{DestinationCIDRBlock: "0.0.0.0/1", Target: "eni-7", State: "blackhole", Origin: "CreateRoute"},
			inventory.Route{DestinationCIDRBlock: "128.0.0.0/1", Target: "eni-7", State: "blackhole", Origin: "CreateRoute"})),
		"a static route beats a propagated one": reached(routes(rt.To("0.0.0.0/0", "igw-1"),
			inventory.Route{DestinationCIDRBlock: "0.0.0.0/0", Target: "vgw-1", State: "active", Origin: "EnableVgwRoutePropagation"})),
		"a static route beats a prefix list": reached(routes(rt.To("pl-1", "tgw-1"), rt.To("0.0.0.0/0", "igw-1")), listed("pl-1", "0.0.0.0/0")),
		"a prefix list beats a propagated route": reached(routes(rt.To("pl-1", "igw-1"),
			inventory.Route{DestinationCIDRBlock: "0.0.0.0/0", Target: "vgw-1", State: "active", Origin: "EnableVgwRoutePropagation"}), listed("pl-1", "0.0.0.0/0")),
		"by a prefix list":                  reached(routes(rt.To("pl-1", "igw-1")), listed("pl-1", "0.0.0.0/1", "128.0.0.0/1")),
		"a list of AWS goes elsewhere":      reached(routes(rt.To("0.0.0.0/0", "igw-1"), rt.To("pl-s3", "vpce-1")), ofAWS("pl-s3")),
		"a list that is not seen":           unclear(routes(rt.To("0.0.0.0/0", "igw-1"), rt.To("pl-1", "tgw-1"))).Says("pl-1"),
		"a list that is denied":             unclear(routes(rt.To("pl-1", "igw-1")), listed("pl-1", "0.0.0.0/0"), func(n *rt.Network) { n.Entries = nil }, denied(inventory.PrefixListEntries, rt.Resource("AWS::EC2::PrefixList", "pl-1"))),
		"a list that can only add more":     reached(routes(rt.To("0.0.0.0/0", "igw-1"), rt.To("pl-1", "igw-1"))),
		"a list that can only take away":    blocked(routes(rt.To("pl-1", "tgw-1"))),
		"the main table":                    blocked(associated(0, inventory.RouteTableAssociation{SubnetID: "subnet-9"})).Says("rtb-main"),
		"the main table, which is public":   reached(associated(0, main), func(n *rt.Network) { n.RouteTables = n.RouteTables[:1] }),
		"the main table of another VPC":     unclear(associated(0, main), func(n *rt.Network) { n.RouteTables = n.RouteTables[:1]; n.RouteTables[0].VPCID = "vpc-2" }).Says("route table"),
		"its own table beats a public main": blocked(routes(rt.To("0.0.0.0/0", "nat-1")), func(n *rt.Network) { n.RouteTables[1].Routes = []inventory.Route{rt.To("0.0.0.0/0", "igw-1")} }),
		"route tables are denied":           unclear(func(n *rt.Network) { n.RouteTables = nil }, denied(inventory.RouteTables)),
		"no route, and others are denied":   blocked(routes(), denied(inventory.RouteTables)),
		"the subnet is not seen":            unclear(func(n *rt.Network) { n.Subnets = nil }).Says("subnet-1"),
		"subnets are denied":                unclear(func(n *rt.Network) { n.Subnets = nil }, denied(inventory.Subnets)),
		"through a firewall": unclear(routes(rt.To("0.0.0.0/0", "vpce-9")), func(n *rt.Network) {
			n.RouteTables = append(n.RouteTables, rt.Table("rtb-edge", "vpc-1", "igw-1", rt.To("10.0.0.0/16", "local"), rt.To("10.0.1.0/24", "vpce-9")))
		}).Says("vpce-9"),
		"through a firewall, but closed": blocked(routes(rt.To("0.0.0.0/0", "vpce-9")), rules(), func(n *rt.Network) {
			n.RouteTables = append(n.RouteTables, rt.Table("rtb-edge", "vpc-1", "igw-1", rt.To("10.0.1.0/24", "vpce-9")))
		}),
		"through an appliance":                     unclear(routes(rt.To("0.0.0.0/0", "eni-7")), edge("10.0.1.0/24", "eni-7")).Says("is reached through eni-7"),
		"through a firewall, and answered by NAT":  blocked(routes(rt.To("0.0.0.0/0", "nat-1")), edge("10.0.1.0/24", "vpce-9")),
		"through a firewall, and answered past it": unclear(edge("10.0.1.0/24", "vpce-9")).Says("is reached through vpce-9"),
		"IPv6 through a firewall":                  unclear(onlyIPv6, cidr6, edge("2600:1f00:0:1::/64", "vpce-9")).Says("is reached through vpce-9"),
		"IPv4 past a firewall for IPv6":            reached(edge("2600:1f00:0:1::/64", "vpce-9")),
		"IPv6 past a firewall for IPv4":            reached(onlyIPv6, cidr6, edge("10.0.1.0/24", "vpce-9")),
		"a firewall of another subnet": reached(func(n *rt.Network) {
			n.RouteTables = append(n.RouteTables, rt.Table("rtb-edge", "vpc-1", "igw-1", rt.To("10.0.0.0/16", "local"), rt.To("10.0.2.0/24", "vpce-9")))
		}),
		"a firewall of another VPC": reached(func(n *rt.Network) {
			n.RouteTables = append(n.RouteTables, rt.Table("rtb-edge", "vpc-2", "igw-2", rt.To("10.0.1.0/24", "vpce-9")))
		}),
	})
}

func TestNetworkACLs(t *testing.T) {
	ssh4 := rt.Entry(90, "deny", "0.0.0.0/0", "6", 22, 22)
	ephemeral := rt.Egress(rt.Entry(100, "allow", "0.0.0.0/0", "6", 1024, 65535))
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"an earlier one denies TCP":      blocked(acl(rt.Entry(90, "deny", "0.0.0.0/0", "6", -1, -1), allIn, allOut)),
		"an earlier rule denies":         blocked(acl(ssh4, allIn, allOut)).Says("acl-1 does not let the internet in"),
		"a later rule denies":            reached(acl(allIn, rt.Entry(110, "deny", "0.0.0.0/0", "6", 22, 22), allOut)),
		"an earlier one denies UDP":      reached(acl(rt.Entry(90, "deny", "0.0.0.0/0", "17", 22, 22), allIn, allOut)),
		"an earlier one denies a range":  blocked(acl(rt.Entry(90, "deny", "0.0.0.0/0", "6", 0, 1023), allIn, allOut)),
		"an earlier one denies the rest": reached(acl(rt.Entry(90, "deny", "0.0.0.0/0", "6", 23, 65535), allIn, allOut)),
		"half is denied":                 reached(acl(rt.Entry(90, "deny", "0.0.0.0/1", "6", 22, 22), allIn, allOut)),
		"both halves are denied":         blocked(acl(rt.Entry(90, "deny", "0.0.0.0/1", "6", 22, 22), rt.Entry(91, "deny", "128.0.0.0/1", "6", 22, 22), allIn, allOut)),
		"IPv6 is denied":                 reached(acl(rt.Entry(90, "deny", "::/0", "6", 22, 22), allIn, allOut)),
		"a company only":                 blocked(acl(rt.Entry(100, "allow", "203.0.113.0/24", "6", 22, 22), allOut)),
		"no entry":                       blocked(acl()),
		"no answer goes out":             blocked(acl(allIn)).Says("acl-1 lets no answer out"),
		"answers to the VPC only":        blocked(acl(allIn, rt.Egress(rt.Entry(100, "allow", "10.0.0.0/8", "-1", -1, -1)))),
		"answers by UDP only":            blocked(acl(allIn, rt.Egress(rt.Entry(100, "allow", "0.0.0.0/0", "17", -1, -1)))),
		"answers to the usual ports":     reached(acl(allIn, ephemeral)),
		"answers to some ports":          reached(acl(allIn, rt.Egress(rt.Entry(100, "allow", "0.0.0.0/0", "6", 32768, 33000)))),
		"answers to ports that a client has to choose": reached(acl(allIn, rt.Egress(rt.Entry(100, "allow", "0.0.0.0/0", "6", 443, 443)))).
			Says("answers those who connect from port 443"),
		"answers are denied first": blocked(acl(allIn, rt.Egress(rt.Entry(90, "deny", "0.0.0.0/0", "6", 1, 65535)), allOut)),
		"in to one half, out to the other": blocked(acl(rt.Entry(100, "allow", "0.0.0.0/1", "-1", -1, -1), rt.Egress(rt.Entry(100, "allow", "128.0.0.0/1", "-1", -1, -1)))).
			Says("of what gets that far"),
		"that of another subnet":  reached(func(n *rt.Network) { n.ACLs[1] = rt.ACL("acl-2", "subnet-2") }),
		"an unreadable range":     unclear(acl(rt.Entry(100, "allow", "everywhere", "-1", -1, -1), allOut)).Says("entry 100"),
		"none is seen":            unclear(func(n *rt.Network) { n.ACLs = n.ACLs[1:] }),
		"denied":                  unclear(func(n *rt.Network) { n.ACLs = nil }, denied(inventory.NetworkACLs)),
		"denied, but no route":    blocked(routes(), func(n *rt.Network) { n.ACLs = nil }, denied(inventory.NetworkACLs)),
		"read, and others denied": reached(denied(inventory.NetworkACLs)),
	})
}

func TestSecurityGroupsOfAnInstance(t *testing.T) {
	from := func(source string) inventory.SecurityGroupRule {
		return rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, source)
	}
	two := func(n *rt.Network) { n.Interfaces[0].Groups = []string{"sg-1", "sg-2"} }
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"ICMP only":                           blocked(rules(rt.Rule("sgr-1", "sg-1", "icmp", 8, -1, "0.0.0.0/0"))),
		"ICMP of all types":                   blocked(rules(rt.Rule("sgr-1", "sg-1", "icmp", -1, -1, "0.0.0.0/0"))),
		"ICMP whose code looks like the port": blocked(rules(rt.Rule("sgr-1", "sg-1", "1", 0, 40, "0.0.0.0/0"))),
		"UDP only":                            blocked(rules(rt.Rule("sgr-1", "sg-1", "udp", 22, 22, "0.0.0.0/0"))),
		"every protocol":                      reached(rules(rt.Rule("sgr-1", "sg-1", "-1", -1, -1, "0.0.0.0/0"))),
		"TCP by its number":                   reached(rules(rt.Rule("sgr-1", "sg-1", "6", 22, 22, "0.0.0.0/0"))),
		"a range that holds it":               reached(rules(rt.Rule("sgr-1", "sg-1", "tcp", 20, 30, "0.0.0.0/0"))),
		"ranges around it":                    blocked(rules(rt.Rule("sgr-1", "sg-1", "tcp", 1, 21, "0.0.0.0/0"), rt.Rule("sgr-2", "sg-1", "tcp", 23, 65535, "0.0.0.0/0"))),
		"two halves":                          reached(rules(from("0.0.0.0/1"), rt.Rule("sgr-2", "sg-1", "tcp", 22, 22, "128.0.0.0/1"))),
		"halves of two groups":                reached(two, rules(from("0.0.0.0/3"), rt.Rule("sgr-2", "sg-2", "tcp", 22, 22, "32.0.0.0/3"))),
		"a company's range":                   blocked(rules(from("203.0.113.0/24"))),
		"a /8 that a company has":             blocked(rules(from("17.0.0.0/8"))),
		"a private range":                     blocked(rules(from("10.0.0.0/8"))),
		"a group":                             blocked(rules(from("sg-2"))).Says("no security group of eni-1 admits the internet"),
		"itself":                              blocked(rules(from("sg-1"))),
		"nobody":                              blocked(rules()).Says("admits anybody"),
		"outbound only":                       blocked(rules(rt.Out(from("0.0.0.0/0")))),
		"nobody out":                          reached(), // answers to what came in are let out
		"a prefix list":                       reached(rules(from("pl-1")), listed("pl-1", "0.0.0.0/1", "128.0.0.0/1")).Says("pl-1 -> igw-1"),
		"a prefix list of a company":          blocked(rules(from("pl-1")), listed("pl-1", "203.0.113.0/24")),
		"a prefix list of AWS":                blocked(rules(from("pl-1")), ofAWS("pl-1")),
		"a prefix list that is not seen":      unclear(rules(from("pl-1"))).Says("pl-1"),
		"a narrow range, and a prefix list that is not seen": unclear(rules(from("203.0.113.0/24"), rt.Rule("sgr-2", "sg-1", "tcp", 22, 22, "pl-1"))),
		"a prefix list that is denied": unclear(rules(from("pl-1")), listed("pl-1"), func(n *rt.Network) { n.Entries = nil },
			denied(inventory.PrefixListEntries, rt.Resource("AWS::EC2::PrefixList", "pl-1"))),
		"a prefix list of another port that is denied": blocked(rules(from("10.0.0.0/8"), rt.Rule("sgr-2", "sg-1", "tcp", 443, 443, "pl-1")),
			denied(inventory.PrefixLists)),
		"a group of others that is not seen": unclear(rules(), func(n *rt.Network) { n.Groups = nil }).Says("sg-1"),
		"rules are denied":                   unclear(rules(), denied(inventory.SecurityGroupRules)),
		"open, and others denied":            reached(denied(inventory.SecurityGroupRules)),
		"denied, but no address":             blocked(noAddress, denied(inventory.SecurityGroupRules)),
		"an unreadable range":                unclear(rules(from("everywhere"))).Says("everywhere"),
		"open beside it":                     reached(rules(from("everywhere"), rt.Rule("sgr-2", "sg-1", "tcp", 22, 22, "0.0.0.0/0"))),
		"a rule of another group":            blocked(rules(rt.Rule("sgr-1", "sg-2", "tcp", 22, 22, "0.0.0.0/0"))),
	})
}

// Of what is asked some may be open and some not.
func TestPortsAreToldApart(t *testing.T) {
	wide := rt.Rule("sgr-1", "sg-1", "tcp", 20, 30, "0.0.0.0/0")
	checktest.Run(t, closedTo(reach.TCP([]reach.Span{{From: 20, To: 30}, {From: 80, To: 80}})), checktest.Cases{
		"open but for one port that the ACL denies":           reached(rules(wide), acl(rt.Entry(90, "deny", "0.0.0.0/0", "6", 22, 22), allIn, allOut)).Says("TCP 20-21, 23-30 by 0.0.0.0/0"),
		"an ACL that is not understood, and one port is open": unclear(rules(wide), acl(rt.Entry(100, "allow", "everywhere", "-1", -1, -1), allOut)),
		"some denied by the ACL, and others not admitted": blocked(rules(wide), acl(rt.Entry(90, "deny", "0.0.0.0/0", "6", 0, 1023), allIn, allOut)).
			Says("acl-1 does not let the internet in; no security group of eni-1 admits the internet to the others"),
		"none is admitted": blocked(rules(rt.Rule("sgr-1", "sg-1", "tcp", 20, 80, "sg-2"))).Says("no security group of eni-1 admits the internet ["),
		"one rule that cannot be read, and a list for some of its ports that was not": unclear(
			rules(rt.Rule("sgr-1", "sg-1", "tcp", 20, 80, "everywhere"), rt.Rule("sgr-2", "sg-1", "tcp", 80, 80, "pl-1")), listed("pl-1"),
			func(n *rt.Network) { n.Entries = nil }, denied(inventory.PrefixListEntries, rt.Resource("AWS::EC2::PrefixList", "pl-1"))).
			Says("was not read (denied)"),
	})
}

func TestVPCBlockPublicAccess(t *testing.T) {
	mode := func(m string) func(*rt.Network) {
		return func(n *rt.Network) { n.Block[0].InternetGatewayBlockMode = m }
	}
	exclude := func(arn, mode, state string) func(*rt.Network) {
		return func(n *rt.Network) {
			n.Exclusions = append(n.Exclusions, inventory.VPCBlockPublicAccessExclusion{
				Resource:    rt.Resource("AWS::EC2::VPCBlockPublicAccessExclusion", "vpcbpa-exclude-1"),
				ResourceArn: arn, InternetGatewayExclusionMode: mode, State: state,
			})
		}
	}
	const prefix = "arn:aws:ec2:us-east-1:123456789012:"
	both := mode("block-bidirectional")
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"inbound":                            blocked(mode("block-ingress")).Says("VPC Block Public Access"),
		"both ways":                          blocked(both),
		"off":                                reached(mode("off")),
		"the VPC is excluded":                reached(both, exclude(prefix+"vpc/vpc-1", "allow-bidirectional", "create-complete")),
		"the subnet is excluded":             reached(both, exclude(prefix+"subnet/subnet-1", "allow-bidirectional", "update-complete")),
		"excluded from the block of ingress": reached(mode("block-ingress"), exclude(prefix+"subnet/subnet-1", "allow-bidirectional", "create-complete")),
		"another subnet is excluded":         blocked(both, exclude(prefix+"subnet/subnet-2", "allow-bidirectional", "create-complete")),
		"another VPC is excluded":            blocked(both, exclude(prefix+"vpc/vpc-2", "allow-bidirectional", "create-complete")),
		"excluded for egress":                blocked(both, exclude(prefix+"vpc/vpc-1", "allow-egress", "create-complete")),
		"the exclusion was deleted":          blocked(both, exclude(prefix+"vpc/vpc-1", "allow-bidirectional", "delete-complete")),
		"the exclusion is disabled":          blocked(both, exclude(prefix+"vpc/vpc-1", "allow-bidirectional", "disable-complete")),
		"the exclusion is under way":         unclear(both, exclude(prefix+"vpc/vpc-1", "allow-bidirectional", "create-in-progress")).Says("create-in-progress"),
		"of the two, one is under way": reached(both, exclude(prefix+"vpc/vpc-1", "allow-bidirectional", "delete-in-progress"),
			func(n *rt.Network) {
				x := n.Exclusions[0]
				x.Resource = rt.Resource("AWS::EC2::VPCBlockPublicAccessExclusion", "vpcbpa-exclude-2")
				x.ResourceArn, x.State = prefix+"subnet/subnet-1", "create-complete"
				n.Exclusions = append(n.Exclusions, x)
			}),
		"a new mode":                      unclear(mode("block-some")).Says("block-some"),
		"denied":                          unclear(func(n *rt.Network) { n.Block = nil }, denied(inventory.VPCBlockPublicAccess)),
		"denied, but closed":              blocked(rules(), func(n *rt.Network) { n.Block = nil }, denied(inventory.VPCBlockPublicAccess)),
		"exclusions are denied":           unclear(both, denied(inventory.VPCBlockPublicAccessExclusions)),
		"off, and exclusions denied":      reached(denied(inventory.VPCBlockPublicAccessExclusions)),
		"a subnet of another account":     unclear(func(n *rt.Network) { n.Subnets[0].OwnerID = "210987654321" }).Says("210987654321"),
		"a closed one of another account": blocked(rules(), func(n *rt.Network) { n.Subnets[0].OwnerID = "210987654321" }),
	})
}
