package reach_test

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

func target(id string) inventory.ELBv2Target {
	return inventory.ELBv2Target{ID: id, Port: 22, State: "healthy"}
}

// An ALB, or an NLB, in front of i-1, which has no public address and lies in a
// private subnet.
var (
	alb = rt.Forward("application", "HTTP", "instance", target("i-1"))
	nlb = rt.Forward("network", "TCP", "instance", target("i-1"))
	ips = rt.Forward("network", "TCP", "ip", target("10.0.2.10"))
)

func withoutGroups(n *rt.Network) { n.Balancers[0].SecurityGroups = nil }

func keepsAddresses(value string) func(*rt.Network) {
	return func(n *rt.Network) { n.Attributes[0].Attributes["preserve_client_ip.enabled"] = value }
}

// admitting replaces the rules of sg-1.
func admitting(sources ...string) func(*rt.Network) {
	return func(n *rt.Network) {
		n.Rules = n.Rules[1:]
		for i, s := range sources {
			n.Rules = append(n.Rules, rt.Rule("sgr-1"+string(rune('a'+i)), "sg-1", "tcp", 22, 22, s))
		}
	}
}

func TestABalancerInFrontOfAPrivateInstance(t *testing.T) {
	action := func(a inventory.ELBv2Action) func(*rt.Network) {
		return func(n *rt.Network) {
			n.Listeners[0].DefaultActions = append([]inventory.ELBv2Action{a}, n.Listeners[0].DefaultActions...)
			n.ListenRules[0].Rules[0].Actions = n.Listeners[0].DefaultActions
		}
	}
	// rule moves the forward from the default action to a rule.
	rule := func(sources ...string) func(*rt.Network) {
		return func(n *rt.Network) {
			forward := n.Listeners[0].DefaultActions
			n.Listeners[0].DefaultActions = []inventory.ELBv2Action{{Type: "fixed-response"}}
			n.ListenRules[0].Rules = []inventory.ELBv2Rule{
				{RuleArn: "one", SourceIPs: sources, Actions: forward}, {RuleArn: "default", Actions: n.Listeners[0].DefaultActions},
			}
		}
	}
	state := func(s string) func(*rt.Network) { return func(n *rt.Network) { n.Targets[0].Targets[0].State = s } }
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"that faces the internet": reached(alb).Says("0.0.0.0/0 -> igw-1 -> acl-1 rule 100 -> sg-lb rule sgr-lb -> web :443 -> sg-1 rule sgr-1 -> i-1 :22"),
		"that is internal":        blocked(alb, func(n *rt.Network) { n.Balancers[0].Scheme = "internal" }).Says("does not face the internet"),
		"with a closed group": blocked(alb, func(n *rt.Network) { n.Rules[1].CIDRIPv4 = "203.0.113.0/24" }).
			Says("no security group of web, which forwards to it, admits the internet to TCP 443"),
		"with another port open": blocked(alb, func(n *rt.Network) { n.Rules[1].FromPort, n.Rules[1].ToPort = 80, 80 }),
		"that may not send":      blocked(alb, func(n *rt.Network) { n.Rules = n.Rules[:2] }).Says("no security group of web lets it send to TCP 22"),
		"that may send to the group": reached(alb, func(n *rt.Network) {
			n.Rules[2] = rt.Out(rt.Rule("sgr-out", "sg-lb", "tcp", 22, 22, "sg-1"))
		}),
		"that may send to another group":  blocked(alb, func(n *rt.Network) { n.Rules[2] = rt.Out(rt.Rule("sgr-out", "sg-lb", "tcp", 22, 22, "sg-2")) }),
		"that may send to another subnet": blocked(alb, func(n *rt.Network) { n.Rules[2].CIDRIPv4 = "10.0.9.0/24" }),
		"that may send to a list": reached(alb, listed("pl-1", "10.0.0.0/8"), func(n *rt.Network) {
			n.Rules[2] = rt.Out(rt.Rule("sgr-out", "sg-lb", "tcp", 22, 22, "pl-1"))
		}),
		"that may send where cannot be read": unclear(alb, func(n *rt.Network) { n.Rules[2].CIDRIPv4 = "everywhere" }).
			Says(`is behind web, which has the rule sgr-out with a range that cannot be read: "everywhere"`),
		"in a private subnet":                          blocked(alb, func(n *rt.Network) { n.Balancers[0].AvailabilityZones = []string{"subnet-2"} }).Says("nat-1"),
		"in a public subnet too":                       reached(alb, func(n *rt.Network) { n.Balancers[0].AvailabilityZones = []string{"subnet-2", "subnet-1"} }),
		"and all is blocked":                           blocked(alb, func(n *rt.Network) { n.Block[0].InternetGatewayBlockMode = "block-ingress" }),
		"the group admits the world":                   reached(alb, admitting("0.0.0.0/0")),
		"the group admits the subnet":                  reached(alb, admitting("10.0.9.0/24", "10.0.1.0/24")).Says("sg-1 rule sgr-1b -> i-1"),
		"the group admits the VPC":                     reached(alb, admitting("10.0.0.0/16")),
		"the group admits another subnet":              blocked(alb, admitting("10.0.2.0/24")).Says("no security group of i-1 admits to TCP 22 what web sends"),
		"the group admits a part of the subnet":        unclear(alb, admitting("10.0.1.0/28")),
		"the group admits other groups":                blocked(alb, admitting("sg-2")),
		"another instance is the target":               blocked(alb, func(n *rt.Network) { n.Targets[0].Targets[0].ID = "i-2" }),
		"another port is the target":                   blocked(alb, func(n *rt.Network) { n.Targets[0].Targets[0].Port = 8443 }),
		"the target is being taken out":                blocked(alb, state("draining")),
		"the target is not used":                       blocked(alb, state("unused")),
		"the target is unhealthy":                      reached(alb, state("unhealthy")),
		"the instance is private, and so is its group": blocked(alb, rules()).Says("admits anybody"),
		"nothing is forwarded": blocked(alb, func(n *rt.Network) {
			n.Listeners[0].DefaultActions = []inventory.ELBv2Action{{Type: "redirect", RedirectProtocol: "HTTPS"}}
			n.ListenRules[0].Rules[0].Actions = n.Listeners[0].DefaultActions
		}),
		"forwarded by a rule":               reached(alb, rule()),
		"by a rule for a company":           blocked(alb, rule("203.0.113.0/24")).Says("forwards only what comes from some addresses"),
		"by a rule for two halves":          reached(alb, rule("0.0.0.0/1", "128.0.0.0/1")),
		"by a rule that cannot be read":     unclear(alb, rule("everywhere")),
		"after a sign-in":                   blocked(alb, action(inventory.ELBv2Action{Type: "authenticate-oidc", OnUnauthenticatedRequest: "authenticate"})),
		"after a sign-in that is optional":  reached(alb, action(inventory.ELBv2Action{Type: "authenticate-cognito", OnUnauthenticatedRequest: "allow"})),
		"after a token is checked":          blocked(alb, action(inventory.ELBv2Action{Type: "jwt-validation"})),
		"for those who have a certificate":  blocked(alb, func(n *rt.Network) { n.Listeners[0].MutualAuthentication = "verify" }).Says("certificate"),
		"a certificate is not checked":      reached(alb, func(n *rt.Network) { n.Listeners[0].MutualAuthentication = "passthrough" }),
		"the ACL of its subnet lets no one": blocked(alb, acl(rt.Entry(90, "deny", "0.0.0.0/0", "6", 443, 443), allIn, allOut)),
		"the ACL of the target lets it in": reached(alb, func(n *rt.Network) {
			n.ACLs[1] = rt.ACL("acl-2", "subnet-2", rt.Entry(100, "allow", "10.0.0.0/16", "-1", -1, -1), rt.Egress(rt.Entry(100, "allow", "10.0.0.0/16", "-1", -1, -1)))
		}),
		"the ACL of the target does not": blocked(alb, func(n *rt.Network) {
			n.ACLs[1] = rt.ACL("acl-2", "subnet-2", rt.Entry(90, "deny", "10.0.1.0/24", "-1", -1, -1), allIn, allOut)
		}).Says("acl-1 and acl-2"),
		"the ACL of the target lets no answer out": blocked(alb, func(n *rt.Network) { n.ACLs[1] = rt.ACL("acl-2", "subnet-2", allIn) }),
		"its own ACL does not let it send there":   blocked(alb, acl(allIn, rt.Egress(rt.Entry(90, "deny", "10.0.2.0/24", "-1", -1, -1)), allOut)),
		"its own ACL does not let answers in":      blocked(alb, acl(rt.Entry(90, "deny", "10.0.2.0/24", "-1", -1, -1), allIn, allOut)),
		"in the subnet of the target, whose ACL does not matter between them": reached(alb, acl(rt.Entry(90, "deny", "10.0.0.0/8", "-1", -1, -1), allIn,
			rt.Egress(rt.Entry(90, "deny", "10.0.0.0/8", "-1", -1, -1)), allOut), func(n *rt.Network) { n.Interfaces[0].SubnetID = "subnet-1" }),
		"the target has no route of its own": reached(alb, func(n *rt.Network) { n.RouteTables[1].Routes = n.RouteTables[1].Routes[:1] }),
		"a second address is the target of its subnet": reached(rt.Forward("application", "HTTP", "ip", target("10.0.2.11")), func(n *rt.Network) {
			n.Interfaces[0].PrivateIPs = []string{"10.0.2.10", "10.0.2.11"}
		}),
		"an instance has its first interface for a target": blocked(alb, func(n *rt.Network) {
			second := rt.Interface("eni-2", "i-1", "subnet-2", "10.0.2.12")
			second.DeviceIndex = 1
			n.Interfaces = append(n.Interfaces, second)
			n.Interfaces[0].Groups = []string{"sg-9"}
			n.Groups = append(n.Groups, inventory.SecurityGroup{Resource: rt.Resource("AWS::EC2::SecurityGroup", "sg-9")})
		}),
		"IPv6 only, and a rule of IPv4": blocked(alb, func(n *rt.Network) { n.Balancers[0].IPAddressType = "dualstack-without-public-ipv4" }),
		"with addresses of both kinds": reached(alb, func(n *rt.Network) {
			n.Balancers[0].IPAddressType = "dualstack"
			n.Rules[1] = rt.Rule("sgr-lb", "sg-lb", "tcp", 443, 443, "::/0")
		}),
		"internal, by Global Accelerator": unclear(alb, accelerator("subnet-1"), func(n *rt.Network) { n.Balancers[0].Scheme = "internal" }).Says("Global Accelerator"),
	})
}

func TestNetworkLoadBalancersKeepTheAddressesOfClients(t *testing.T) {
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"no groups, and the target admits the world":     reached(nlb, withoutGroups, admitting("0.0.0.0/0")),
		"no groups, and the target admits its subnet":    blocked(nlb, withoutGroups, admitting("10.0.1.0/24")),
		"no groups, and the target admits a company":     blocked(nlb, withoutGroups, admitting("203.0.113.0/24")),
		"groups, and the target admits the world":        reached(nlb, admitting("0.0.0.0/0")),
		"groups, and the target admits the group":        reached(nlb),
		"closed groups, and the target admits the world": blocked(nlb, admitting("0.0.0.0/0"), func(n *rt.Network) { n.Rules[0].CIDRIPv4 = "203.0.113.0/24" }),
		"turned off, and the target admits its subnet":   reached(nlb, withoutGroups, keepsAddresses("false"), admitting("10.0.1.0/24")),
		"turned off, and the target admits the world":    reached(nlb, withoutGroups, keepsAddresses("false"), admitting("0.0.0.0/0")),
		"turned off, and the target admits a company":    blocked(nlb, withoutGroups, keepsAddresses("false"), admitting("203.0.113.0/24")),
		"it is not said":                                unclear(nlb, withoutGroups, admitting("10.0.1.0/24"), func(n *rt.Network) { n.Attributes[0].Attributes = nil }).Says("preserve_client_ip.enabled"),
		"attributes are denied":                         unclear(nlb, withoutGroups, admitting("10.0.1.0/24"), func(n *rt.Network) { n.Attributes = nil }, denied(inventory.ELBv2TargetGroupAttributes)),
		"attributes are denied, and it is open to both": reached(nlb, withoutGroups, admitting("0.0.0.0/0"), func(n *rt.Network) { n.Attributes = nil }, denied(inventory.ELBv2TargetGroupAttributes)),
		"the target's ACL admits its subnet only": blocked(nlb, admitting("0.0.0.0/0"), func(n *rt.Network) {
			n.ACLs[1] = rt.ACL("acl-2", "subnet-2", rt.Entry(100, "allow", "10.0.0.0/16", "-1", -1, -1), allOut)
		}),
		"clients of IPv6 are not kept for a target of IPv4": reached(nlb, admitting("10.0.1.0/24"), func(n *rt.Network) {
			n.Balancers[0].IPAddressType, n.Balancers[0].SecurityGroups = "dualstack", nil
		}),
		"addresses, as if they were kept": reached(ips, withoutGroups, admitting("0.0.0.0/0")),
		"UDP keeps them always":           blocked(rt.Forward("network", "UDP", "ip", target("10.0.2.10")), withoutGroups),
	})
	checktest.Run(t, closedTo(reach.UDP(reach.Ports(22))), checktest.Cases{
		"UDP": reached(rt.Forward("network", "UDP", "ip", target("10.0.2.10")), withoutGroups,
			rules(rt.Rule("sgr-1", "sg-1", "udp", 22, 22, "0.0.0.0/0"))),
		"UDP, and its subnet is admitted": blocked(rt.Forward("network", "TCP_UDP", "ip", target("10.0.2.10")), withoutGroups,
			rules(rt.Rule("sgr-1", "sg-1", "udp", 22, 22, "10.0.1.0/24"))),
		"UDP needs no answer": reached(func(n *rt.Network) { n.Rules[0].IPProtocol = "udp" }, acl(allIn)),
	})
}

func TestTargetsInOtherVPCs(t *testing.T) {
	// abroad puts the interface of i-1 into vpc-2, at an address of its own there
	// or at one that vpc-1 has as well.
	abroad := func(address string) func(*rt.Network) {
		return func(n *rt.Network) {
			i := &n.Interfaces[0]
			i.VPCID, i.SubnetID, i.PrivateIPs = "vpc-2", "subnet-3", []string{address}
			n.Targets[0].Targets[0].ID = address
			n.Subnets = append(n.Subnets, rt.Subnet("subnet-3", "vpc-2", "10.9.0.0/16"))
			n.ACLs = append(n.ACLs, rt.OpenACL("acl-3", "subnet-3"))
			n.RouteTables = append(n.RouteTables, rt.Table("rtb-3", "vpc-2", "", rt.To("10.9.0.0/16", "local")))
			n.Rules[0] = rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "10.0.0.0/16")
		}
	}
	by := func(target string) func(*rt.Network) {
		return func(n *rt.Network) {
			n.RouteTables[0].Routes = append(n.RouteTables[0].Routes, rt.To("10.9.0.0/16", target))
		}
	}
	peered := func(status, vpc string) func(*rt.Network) {
		return func(n *rt.Network) {
			n.Peerings = []inventory.VPCPeeringConnection{{
				Resource: rt.Resource("AWS::EC2::VPCPeeringConnection", "pcx-1"), Status: status, RequesterVPCID: "vpc-1", AccepterVPCID: vpc,
			}}
		}
	}
	alb := rt.Forward("application", "HTTP", "ip", target("10.0.2.10"))
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"by peering":                     reached(alb, abroad("10.9.0.10"), by("pcx-1"), peered("active", "vpc-2")).Says("pcx-1"),
		"by a peering that is deleted":   blocked(alb, abroad("10.9.0.10"), by("pcx-1"), peered("deleted", "vpc-2")),
		"by peering with a third one":    blocked(alb, abroad("10.9.0.10"), by("pcx-1"), peered("active", "vpc-3")),
		"by peering that is denied":      unclear(alb, abroad("10.9.0.10"), by("pcx-1"), denied(inventory.VPCPeeringConnections)),
		"by a transit gateway":           unclear(alb, abroad("10.9.0.10"), by("tgw-1")).Says("tgw-1"),
		"by the internet, as it is":      blocked(alb, abroad("10.9.0.10")),
		"an address that cannot be read": unclear(alb, abroad("nowhere"), by("pcx-1"), peered("active", "vpc-2")).Says("no address that is known"),
		"the same address in both VPCs":  blocked(alb, abroad("10.0.2.10"), by("pcx-1"), peered("active", "vpc-2")).Says("an address of its own VPC"),
	})
}

func TestAnALBBehindAnNLB(t *testing.T) {
	// The NLB net in subnet-1 has the internal ALB web in subnet-2 for a target.
	behind := func(n *rt.Network) {
		web := &n.Balancers[0]
		web.Scheme, web.AvailabilityZones = "internal", []string{"subnet-2"}
		n.Subnets[1] = rt.Subnet("subnet-2", "vpc-1", "10.0.2.0/24", "2600:1f00:0:2::/64")
		net := inventory.ELBv2LoadBalancer{
			Resource:         checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "net"),
			LoadBalancerType: "network", Scheme: "internet-facing", IPAddressType: "ipv4", AvailabilityZones: []string{"subnet-1"},
		}
		g := inventory.ELBv2TargetGroup{
			Resource:   checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "to-web"),
			TargetType: "alb", Protocol: "TCP", Port: 443, VPCID: "vpc-1", LoadBalancerArns: []string{net.ARN},
		}
		n.Balancers, n.TargetGroups = append(n.Balancers, net), append(n.TargetGroups, g)
		n.Listeners = append(n.Listeners, inventory.ELBv2Listener{
			Resource:        checktest.Resource("AWS::ElasticLoadBalancingV2::Listener", "net-443"),
			LoadBalancerArn: net.ARN, Protocol: "TCP", Port: 443,
			DefaultActions: []inventory.ELBv2Action{{Type: "forward", TargetGroups: []string{g.ARN}}},
		})
		n.Targets = append(n.Targets, inventory.ELBv2TargetSet{Resource: g.Resource, Targets: []inventory.ELBv2Target{
			{ID: n.Balancers[0].ARN, Port: 443, State: "healthy"},
		}})
	}
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"open":                      reached(alb, behind).Says("net :443 -> sg-lb rule sgr-lb -> web :443 -> sg-1 rule sgr-1 -> i-1 :22"),
		"the ALB admits its subnet": blocked(alb, behind, func(n *rt.Network) { n.Rules[1].CIDRIPv4 = "10.0.1.0/24" }),
		"at another port":           blocked(alb, behind, func(n *rt.Network) { n.Targets[1].Targets[0].Port = 80 }),
		"the NLB has groups": reached(alb, behind, func(n *rt.Network) {
			n.Balancers[1].SecurityGroups = []string{"sg-net"}
			n.Rules = append(n.Rules, rt.Rule("sgr-net", "sg-net", "tcp", 443, 443, "0.0.0.0/0"),
				rt.Out(rt.Rule("sgr-net-out", "sg-net", "-1", -1, -1, "0.0.0.0/0")))
		}),
		"both are internal": blocked(alb, behind, func(n *rt.Network) { n.Balancers[1].Scheme = "internal" }),
		"targets of the NLB are denied": unclear(alb, behind, func(n *rt.Network) {
			n.Missing = append(n.Missing, inventory.ELBv2TargetHealth.Missing(checktest.Denied(n.Targets[1].Resource)))
			n.Targets = n.Targets[:1]
		}),
	})
}

func TestClassicLoadBalancers(t *testing.T) {
	classic := func(n *rt.Network) {
		alb(n)
		n.Balancers, n.Listeners, n.ListenRules, n.TargetGroups, n.Targets, n.Attributes = nil, nil, nil, nil, nil, nil
		n.Classics = []inventory.ELBLoadBalancer{{
			Resource: checktest.Resource("AWS::ElasticLoadBalancing::LoadBalancer", "old"), Scheme: "internet-facing",
			Subnets: []string{"subnet-1"}, SecurityGroups: []string{"sg-lb"}, Instances: []string{"i-1"},
			ListenerDescriptions: []inventory.ELBListener{{Protocol: "TCP", LoadBalancerPort: 443, InstancePort: 22}},
		}}
	}
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"that faces the internet": reached(classic).Says("old :443 -> sg-1 rule sgr-1 -> i-1 :22"),
		"that is internal":        blocked(classic, func(n *rt.Network) { n.Classics[0].Scheme = "internal" }),
		"to the first interface": blocked(classic, func(n *rt.Network) {
			second := rt.Interface("eni-2", "i-1", "subnet-2", "10.0.2.12")
			second.DeviceIndex = 1
			n.Interfaces[0].Groups = []string{"sg-9"}
			n.Interfaces = append(n.Interfaces, second)
			n.Groups = append(n.Groups, inventory.SecurityGroup{Resource: rt.Resource("AWS::EC2::SecurityGroup", "sg-9")})
		}),
		"of another instance":       blocked(classic, func(n *rt.Network) { n.Classics[0].Instances = []string{"i-2"} }),
		"to another port":           blocked(classic, func(n *rt.Network) { n.Classics[0].ListenerDescriptions[0].InstancePort = 80 }),
		"denied":                    unclear(classic, func(n *rt.Network) { n.Classics = nil }, denied(inventory.ELBLoadBalancers)),
		"denied, and nobody is let": blocked(classic, rules(), func(n *rt.Network) { n.Classics = nil }, denied(inventory.ELBLoadBalancers)),
	})
}

func TestWhatIsNotReadOfBalancersMattersToWhomItMay(t *testing.T) {
	group := checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "web-targets")
	noTargets := func(n *rt.Network) {
		n.Targets = nil
		n.Missing = append(n.Missing, inventory.ELBv2TargetHealth.Missing(checktest.Denied(group)))
	}
	gone := func(n *rt.Network) {
		n.Targets = nil
		n.Missing = append(n.Missing, inventory.ELBv2TargetHealth.Missing(inventory.Gap{Subject: group, Reason: inventory.Gone}))
	}
	checktest.Run(t, closedTo(ssh), checktest.Cases{
		"the targets of a group":            unclear(alb, noTargets),
		"of a group that is gone":           blocked(alb, gone),
		"of a group of another VPC":         blocked(alb, noTargets, func(n *rt.Network) { n.TargetGroups[0].VPCID = "vpc-2" }),
		"of a group of functions":           blocked(alb, noTargets, func(n *rt.Network) { n.TargetGroups[0].TargetType = "lambda" }),
		"of a group of addresses elsewhere": unclear(alb, noTargets, func(n *rt.Network) { n.TargetGroups[0].VPCID, n.TargetGroups[0].TargetType = "vpc-2", "ip" }),
		"target groups":                     unclear(alb, func(n *rt.Network) { n.TargetGroups, n.Targets = nil, nil }, denied(inventory.ELBv2TargetGroups), denied(inventory.ELBv2TargetHealth)),
		"load balancers":                    unclear(alb, func(n *rt.Network) { n.Balancers = nil }, denied(inventory.ELBv2LoadBalancers)),
		"listeners":                         unclear(alb, func(n *rt.Network) { n.Listeners = nil }, denied(inventory.ELBv2Listeners)),
		"listeners of another load balancer": blocked(alb, func(n *rt.Network) { n.Balancers[0].Scheme = "internal" },
			denied(inventory.ELBv2Listeners, checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "net"))),
		"targets of functions, of an internal load balancer": blocked(alb, func(n *rt.Network) {
			n.Balancers[0].Scheme = "internal"
			functions := n.TargetGroups[0]
			functions.Resource, functions.TargetType = checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "functions"), "lambda"
			n.TargetGroups = append(n.TargetGroups, functions)
			n.Missing = append(n.Missing, inventory.ELBv2TargetHealth.Missing(checktest.Denied(functions.Resource)))
		}),
		"other load balancers":                   reached(alb, denied(inventory.ELBv2LoadBalancers)),
		"rules, and the default forwards":        reached(alb, func(n *rt.Network) { n.ListenRules = nil }, denied(inventory.ELBv2ListenerRules)),
		"rules, and the default does not":        unclear(alb, func(n *rt.Network) { n.ListenRules, n.Listeners[0].DefaultActions = nil, nil }, denied(inventory.ELBv2ListenerRules)),
		"targets, but it is reached by itself":   reached(denied(inventory.ELBv2TargetHealth)),
		"targets, but no group admits anybody":   blocked(rules(), denied(inventory.ELBv2TargetHealth)),
		"targets, and a group admits some group": unclear(noAddress, rules(rt.Rule("sgr-1", "sg-1", "tcp", 22, 22, "sg-2")), denied(inventory.ELBv2TargetHealth)),
	})
}

func TestAFunctionBehindABalancer(t *testing.T) {
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:orders"
	c := &check.Check{
		ID: "test.function", Title: "Functions are closed", Domain: check.InfrastructureProtection, Severity: check.Critical,
		Resource: "AWS::EC2::Instance", Logic: "l", Rationale: "r", Remedy: "m",
		Assess: check.ForEach(inventory.Instances, func(e check.Env, i inventory.Instance) check.Verdict {
			f := i.Resource
			f.ID, f.ARN = "orders", arn
			v := verdict(reach.ToFunction(e, f))
			v.Evidence = append(v.Evidence, check.Saw("State", i.State))
			return v
		}, reach.InstanceTables...),
	}
	given := func(changes ...func(*rt.Network)) []inventory.Part {
		front := rt.Forward("application", "HTTP", "lambda", inventory.ELBv2Target{ID: arn, State: "healthy"})
		return rt.Given(c.Needs(), append([]func(*rt.Network){front, func(n *rt.Network) {
			n.TargetGroups[0].Protocol, n.TargetGroups[0].VPCID, n.TargetGroups[0].Port = "", "", 0
		}}, changes...)...)
	}
	group := checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "web-targets")
	checktest.Run(t, c, checktest.Cases{
		"that faces the internet": checktest.Fail(given()...).Says("TCP 443 by 0.0.0.0/0 -> igw-1 -> acl-1 rule 100 -> sg-lb rule sgr-lb -> web :443 -> orders"),
		"that is internal":        checktest.Pass(given(func(n *rt.Network) { n.Balancers[0].Scheme = "internal" })...),
		"of another function":     checktest.Pass(given(func(n *rt.Network) { n.Targets[0].Targets[0].ID = arn + "2" })...).Says("no load balancer"),
		"targets are denied": checktest.Unknown(given(func(n *rt.Network) { n.Targets = nil },
			denied(inventory.ELBv2TargetHealth, group))...),
		"targets of instances are denied": checktest.Pass(given(func(n *rt.Network) { n.Targets, n.TargetGroups[0].TargetType = nil, "instance" },
			denied(inventory.ELBv2TargetHealth, group))...),
	})
}

func TestAnInterfaceThatServesNoInstance(t *testing.T) {
	c := &check.Check{
		ID: "test.interface", Title: "Interfaces are closed", Domain: check.InfrastructureProtection, Severity: check.Critical,
		Resource: "AWS::EC2::NetworkInterface", Logic: "l", Rationale: "r", Remedy: "m",
		Assess: check.ForEach(inventory.VPCNetworkInterfaces, func(e check.Env, n inventory.VPCNetworkInterface) check.Verdict {
			return verdict(reach.ToInterface(e, n, ssh))
		}, reach.InstanceTables...),
	}
	container := func(n *rt.Network) { n.Interfaces[0].InstanceID = "" }
	checktest.Run(t, c, checktest.Cases{
		"with a public address": checktest.Fail(rt.Given(c.Needs(), container)...).Says("eni-1 :22"),
		"without one":           checktest.Pass(rt.Given(c.Needs(), container, noAddress)...),
		"without groups":        checktest.Unknown(rt.Given(c.Needs(), container, func(n *rt.Network) { n.Interfaces[0].Groups = nil })...).Says("no security group"),
		"behind a balancer": checktest.Fail(rt.Given(c.Needs(), rt.Forward("application", "HTTP", "ip", target("10.0.2.10")), container)...).
			Says("web :443 -> sg-1 rule sgr-1 -> eni-1 :22"),
	})
}
