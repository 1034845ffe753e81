// Package reachtest holds a small network for tests of what the internet
// reaches. As it is made, the internet reaches the instance i-1, the DB instance
// db-1 and the Redshift cluster dw-1, and a case says what is different:
//
//	reachtest.Given(c.Needs(), func(n *reachtest.Network) { n.Interfaces[0].PublicIPs = nil })
package reachtest

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// A Network is the rows of all tables that have to do with reaching something.
// Of tables in Missing it has the gaps too.
type Network struct {
	Instances    []inventory.Instance
	Interfaces   []inventory.VPCNetworkInterface
	Databases    []inventory.DBInstance
	Warehouses   []inventory.RedshiftCluster
	SubnetGroups []inventory.RedshiftSubnetGroup
	Subnets      []inventory.Subnet
	RouteTables  []inventory.RouteTable
	ACLs         []inventory.NetworkACL
	Groups       []inventory.SecurityGroup
	Rules        []inventory.SecurityGroupRule
	Lists        []inventory.PrefixList
	Entries      []inventory.PrefixListContent
	Block        []inventory.VPCBlockPublicAccessOptions
	Exclusions   []inventory.VPCBlockPublicAccessExclusion
	Peerings     []inventory.VPCPeeringConnection
	Classics     []inventory.ELBLoadBalancer
	Balancers    []inventory.ELBv2LoadBalancer
	Listeners    []inventory.ELBv2Listener
	ListenRules  []inventory.ELBv2ListenerRuleSet
	TargetGroups []inventory.ELBv2TargetGroup
	Attributes   []inventory.ELBv2AttributeSet
	Targets      []inventory.ELBv2TargetSet
	Missing      []inventory.Part
}

// New returns the network: the public subnet-1 and the private subnet-2 of
// vpc-1, with i-1, db-1 and dw-1 in the former.
func New() *Network {
	n := &Network{
		Instances: []inventory.Instance{{Resource: Resource("AWS::EC2::Instance", "i-1"), State: "running"}},
		Databases: []inventory.DBInstance{{
			Resource: Resource("AWS::RDS::DBInstance", "db-1"), PubliclyAccessible: true, NetworkType: "IPV4", Port: 5432,
			AvailabilityZone:  "us-east-1a",
			Subnets:           []inventory.DBSubnet{{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1a"}},
			VPCSecurityGroups: []string{"sg-1"},
		}},
		Warehouses: []inventory.RedshiftCluster{{
			Resource: Resource("AWS::Redshift::Cluster", "dw-1"), PubliclyAccessible: true, IPAddressType: "ipv4", Port: 5432,
			VPCID: "vpc-1", AvailabilityZone: "us-east-1a", ClusterSubnetGroupName: "warehouse", VPCSecurityGroups: []string{"sg-1"},
		}},
		SubnetGroups: []inventory.RedshiftSubnetGroup{{
			Resource: Resource("AWS::Redshift::ClusterSubnetGroup", "warehouse"),
			Subnets:  []inventory.DBSubnet{{SubnetIdentifier: "subnet-1", SubnetAvailabilityZone: "us-east-1a"}},
		}},
		Block: []inventory.VPCBlockPublicAccessOptions{
			{Resource: checktest.Account.In(checktest.Region), InternetGatewayBlockMode: "off"},
		},
		Groups: []inventory.SecurityGroup{{Resource: Resource("AWS::EC2::SecurityGroup", "sg-1"), GroupName: "web"}},
		Rules:  []inventory.SecurityGroupRule{Rule("sgr-1", "sg-1", "tcp", 22, 22, "0.0.0.0/0"), Rule("sgr-2", "sg-1", "tcp", 5432, 5432, "0.0.0.0/0")},
	}
	n.Subnets = []inventory.Subnet{Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "2600:1f00:0:1::/64"), Subnet("subnet-2", "vpc-1", "10.0.2.0/24")}
	n.RouteTables = []inventory.RouteTable{
		Table("rtb-1", "vpc-1", "subnet-1", To("10.0.0.0/16", "local"), To("0.0.0.0/0", "igw-1"), To("::/0", "igw-1")),
		Table("rtb-main", "vpc-1", "", To("10.0.0.0/16", "local"), To("0.0.0.0/0", "nat-1")),
	}
	n.ACLs = []inventory.NetworkACL{OpenACL("acl-1", "subnet-1"), OpenACL("acl-2", "subnet-2")}
	n.Interfaces = []inventory.VPCNetworkInterface{Interface("eni-1", "i-1", "subnet-1", "10.0.1.10", "198.51.100.10")}
	return n
}

// Given returns the network with changes, as the parts of the tables that a check
// needs.
func Given(tables []inventory.Handle, changes ...func(*Network)) []inventory.Part {
	n := New()
	for _, change := range changes {
		change(n)
	}
	all := append([]inventory.Part{
		inventory.Instances.Of(n.Instances...), inventory.VPCNetworkInterfaces.Of(n.Interfaces...),
		inventory.DBInstances.Of(n.Databases...), inventory.Subnets.Of(n.Subnets...),
		inventory.RedshiftClusters.Of(n.Warehouses...), inventory.RedshiftSubnetGroups.Of(n.SubnetGroups...),
		inventory.RouteTables.Of(n.RouteTables...), inventory.NetworkACLs.Of(n.ACLs...),
		inventory.SecurityGroups.Of(n.Groups...), inventory.SecurityGroupRules.Of(n.Rules...),
		inventory.PrefixLists.Of(n.Lists...), inventory.PrefixListEntries.Of(n.Entries...),
		inventory.VPCBlockPublicAccess.Of(n.Block...), inventory.VPCBlockPublicAccessExclusions.Of(n.Exclusions...),
		inventory.VPCPeeringConnections.Of(n.Peerings...), inventory.ELBLoadBalancers.Of(n.Classics...),
		inventory.ELBv2LoadBalancers.Of(n.Balancers...), inventory.ELBv2Listeners.Of(n.Listeners...),
		inventory.ELBv2ListenerRules.Of(n.ListenRules...), inventory.ELBv2TargetGroups.Of(n.TargetGroups...),
		inventory.ELBv2TargetGroupAttributes.Of(n.Attributes...), inventory.ELBv2TargetHealth.Of(n.Targets...),
	}, n.Missing...)
	return slices.DeleteFunc(all, func(p inventory.Part) bool {
		return !slices.ContainsFunc(tables, func(h inventory.Handle) bool { return h.Name() == p.Table().Name() })
	})
}

// Resource returns a resource of EC2 as AWS names it.
func Resource(cfnType, id string) inventory.Resource {
	r := checktest.Resource(cfnType, id)
	if kind, ok := strings.CutPrefix(cfnType, "AWS::EC2::"); ok {
		r.ARN = "arn:aws:ec2:us-east-1:123456789012:" + strings.ToLower(kind) + "/" + id
	}
	return r
}

// Rule returns an inbound rule that names a range, a prefix list or a group.
func Rule(id, group, protocol string, from, to int, source string) inventory.SecurityGroupRule {
	r := inventory.SecurityGroupRule{
		Resource: Resource("AWS::EC2::SecurityGroupRule", id), GroupID: group,
		IPProtocol: protocol, FromPort: from, ToPort: to,
	}
	switch {
	case strings.HasPrefix(source, "sg-"):
		r.ReferencedGroupID = source
	case strings.HasPrefix(source, "pl-"):
		r.PrefixListID = source
	case strings.Contains(source, ":"):
		r.CIDRIPv6 = source
	default:
		r.CIDRIPv4 = source
	}
	return r
}

// Out makes an outbound rule of an inbound one.
func Out(r inventory.SecurityGroupRule) inventory.SecurityGroupRule {
	r.IsEgress = true
	return r
}

// Subnet returns a subnet of the account.
func Subnet(id, vpc, cidr string, cidrs6 ...string) inventory.Subnet {
	s := inventory.Subnet{
		Resource: Resource("AWS::EC2::Subnet", id), OwnerID: checktest.Account.ID, VPCID: vpc, CIDRBlock: cidr,
	}
	for _, c := range cidrs6 {
		s.IPv6CIDRBlockAssociationSet = append(s.IPv6CIDRBlockAssociationSet,
			inventory.SubnetIPv6CIDR{IPv6CIDRBlock: c, IPv6AddressAttribute: "public"})
	}
	return s
}

// To returns a static route.
func To(destination, target string) inventory.Route {
	r := inventory.Route{Target: target, State: "active", Origin: "CreateRoute"}
	switch {
	case strings.HasPrefix(destination, "pl-"):
		r.DestinationPrefixListID = destination
	case strings.Contains(destination, ":"):
		r.DestinationIPv6CIDRBlock = destination
	default:
		r.DestinationCIDRBlock = destination
	}
	return r
}

// Table returns the route table of a subnet or gateway, or without one the main
// table of the VPC.
func Table(id, vpc, of string, routes ...inventory.Route) inventory.RouteTable {
	a := inventory.RouteTableAssociation{Main: of == "", SubnetID: of}
	if strings.HasPrefix(of, "igw-") {
		a.SubnetID, a.GatewayID = "", of
	}
	return inventory.RouteTable{
		Resource: Resource("AWS::EC2::RouteTable", id), VPCID: vpc,
		Associations: []inventory.RouteTableAssociation{a}, Routes: routes,
	}
}

// Entry returns an inbound entry of a network ACL.
func Entry(number int, action, cidr, protocol string, from, to int) inventory.NetworkACLEntry {
	n := inventory.NetworkACLEntry{RuleNumber: number, RuleAction: action, Protocol: protocol, FromPort: from, ToPort: to}
	if strings.Contains(cidr, ":") {
		n.IPv6CIDRBlock = cidr
	} else {
		n.CIDRBlock = cidr
	}
	return n
}

// Egress makes an outbound entry of an inbound one.
func Egress(n inventory.NetworkACLEntry) inventory.NetworkACLEntry {
	n.Egress = true
	return n
}

// ACL returns the network ACL of a subnet.
func ACL(id, subnet string, entries ...inventory.NetworkACLEntry) inventory.NetworkACL {
	return inventory.NetworkACL{
		Resource: Resource("AWS::EC2::NetworkAcl", id), Associations: []string{subnet}, Entries: entries,
	}
}

// OpenACL returns a network ACL as AWS makes one, which lets everything pass.
func OpenACL(id, subnet string) inventory.NetworkACL {
	a := ACL(id, subnet)
	for _, n := range []inventory.NetworkACLEntry{
		Entry(100, "allow", "0.0.0.0/0", "-1", -1, -1), Entry(101, "allow", "::/0", "-1", -1, -1),
		Entry(32767, "deny", "0.0.0.0/0", "-1", -1, -1), Entry(32768, "deny", "::/0", "-1", -1, -1),
	} {
		a.Entries = append(a.Entries, n, Egress(n))
	}
	return a
}

// Interface returns the primary interface of an instance in vpc-1, with the
// group sg-1.
func Interface(id, instance, subnet, private string, public ...string) inventory.VPCNetworkInterface {
	return inventory.VPCNetworkInterface{
		Resource: Resource("AWS::EC2::NetworkInterface", id), VPCID: "vpc-1", SubnetID: subnet, InterfaceType: "interface",
		Groups: []string{"sg-1"}, InstanceID: instance, PrivateIPs: []string{private}, PublicIPs: public,
	}
}

// Forward puts a load balancer that faces the internet in front of targets: in
// subnet-1, with the group sg-lb, which admits the world to port 443 and lets
// everything out. It takes away the public addresses of the instances, and lets
// sg-1 admit sg-lb only.
func Forward(kind, protocol, targetType string, targets ...inventory.ELBv2Target) func(*Network) {
	return func(n *Network) {
		for i := range n.Interfaces {
			n.Interfaces[i].PublicIPs = nil
			n.Interfaces[i].SubnetID = "subnet-2"
			n.Interfaces[i].PrivateIPs = []string{"10.0.2.10"}
		}
		n.Rules = []inventory.SecurityGroupRule{
			Rule("sgr-1", "sg-1", "tcp", 22, 22, "sg-lb"),
			Rule("sgr-lb", "sg-lb", "tcp", 443, 443, "0.0.0.0/0"),
			Out(Rule("sgr-out", "sg-lb", "-1", -1, -1, "0.0.0.0/0")),
		}
		n.Groups = append(n.Groups, inventory.SecurityGroup{Resource: Resource("AWS::EC2::SecurityGroup", "sg-lb")})
		b := inventory.ELBv2LoadBalancer{
			Resource:         checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "web"),
			LoadBalancerType: kind, Scheme: "internet-facing", IPAddressType: "ipv4",
			AvailabilityZones: []string{"subnet-1"}, SecurityGroups: []string{"sg-lb"},
		}
		g := inventory.ELBv2TargetGroup{
			Resource:   checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "web-targets"),
			TargetType: targetType, Protocol: protocol, Port: 22, VPCID: "vpc-1", LoadBalancerArns: []string{b.ARN},
		}
		l := inventory.ELBv2Listener{
			Resource:        checktest.Resource("AWS::ElasticLoadBalancingV2::Listener", "web-443"),
			LoadBalancerArn: b.ARN, Protocol: protocol, Port: 443,
			DefaultActions: []inventory.ELBv2Action{{Type: "forward", TargetGroups: []string{g.ARN}}},
		}
		n.Balancers, n.TargetGroups, n.Listeners = []inventory.ELBv2LoadBalancer{b}, []inventory.ELBv2TargetGroup{g}, []inventory.ELBv2Listener{l}
		n.ListenRules = []inventory.ELBv2ListenerRuleSet{{Resource: l.Resource, Rules: []inventory.ELBv2Rule{{RuleArn: "default", Actions: l.DefaultActions}}}}
		n.Attributes = []inventory.ELBv2AttributeSet{{Resource: g.Resource, Attributes: map[string]string{"preserve_client_ip.enabled": "true"}}}
		n.Targets = []inventory.ELBv2TargetSet{{Resource: g.Resource, Targets: slices.Clone(targets)}}
	}
}
