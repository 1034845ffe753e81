package inventory

// VPCs holds every VPC: ec2:DescribeVpcs.
var VPCs = NewTable[VPC]("vpc.vpcs")

// A VPC is a virtual network. One that another account shares is listed too.
type VPC struct {
	Resource
	OwnerID   string
	IsDefault bool
}

// Subnets holds every subnet: ec2:DescribeSubnets.
var Subnets = NewTable[Subnet]("vpc.subnets")

// A Subnet is a part of a VPC. One that another account shares is listed too.
type Subnet struct {
	Resource
	OwnerID                     string
	VPCID                       string
	CIDRBlock                   string           // empty for a subnet of IPv6 only
	IPv6CIDRBlockAssociationSet []SubnetIPv6CIDR // those that are associated
}

// A SubnetIPv6CIDR is a range of IPv6 addresses of a subnet.
type SubnetIPv6CIDR struct {
	IPv6CIDRBlock        string
	IPv6AddressAttribute string // public, or private: never routed on the internet
}

// SecurityGroups holds every security group: ec2:DescribeSecurityGroups.
var SecurityGroups = NewTable[SecurityGroup]("vpc.security_groups")

// A SecurityGroup is a firewall of network interfaces. Its rules are a table
// of their own, because only there do they have ids.
type SecurityGroup struct {
	Resource
	GroupName string
}

// SecurityGroupRules holds every rule of every security group:
// ec2:DescribeSecurityGroupRules.
var SecurityGroupRules = NewTable[SecurityGroupRule]("vpc.security_group_rules")

// A SecurityGroupRule admits one kind of traffic from or to one source. Its ID
// is the rule's (sgr-1a2b). One of the sources is set.
type SecurityGroupRule struct {
	Resource
	GroupID      string
	IsEgress     bool
	IPProtocol   string // tcp, udp, icmp, icmpv6, -1 for all, or a number
	FromPort     int    // the first port, or a type of ICMP; -1 if absent
	ToPort       int    // the last port, or a code of ICMP; -1 if absent
	CIDRIPv4     string
	CIDRIPv6     string
	PrefixListID string
	// ReferencedGroupID stands for the network interfaces of another security
	// group, or of the same: ReferencedGroupInfo.GroupId.
	ReferencedGroupID string
}

// PrefixLists holds every prefix list that the account can use, those of AWS
// too: ec2:DescribeManagedPrefixLists.
var PrefixLists = NewTable[PrefixList]("vpc.prefix_lists")

// OwnedByAWS is the OwnerID of the prefix lists of AWS: the addresses of one of
// its services each, never the internet.
// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
const OwnedByAWS = "AWS"

// A PrefixList is a named set of address ranges.
type PrefixList struct {
	Resource
	OwnerID string // an account, or OwnedByAWS
}

// PrefixListEntries holds the entries of each prefix list that is not one of
// AWS, under the list's own Resource: ec2:GetManagedPrefixListEntries.
var PrefixListEntries = NewTable[PrefixListContent]("vpc.prefix_list_entries")

// A PrefixListContent is the current version of one prefix list.
type PrefixListContent struct {
	Resource
	Entries []string // the Cidr of each
}

// FlowLogs holds every flow log: ec2:DescribeFlowLogs.
var FlowLogs = NewTable[FlowLog]("vpc.flow_logs")

// A FlowLog records the traffic of a VPC, a subnet or a network interface.
type FlowLog struct {
	Resource
	ResourceID        string // what it records: vpc-1a2b, subnet-1a2b, eni-1a2b
	FlowLogStatus     string // ACTIVE
	TrafficType       string // ACCEPT, REJECT or ALL
	DeliverLogsStatus string // SUCCESS, FAILED, or empty where AWS says nothing
}

// NetworkACLs holds every network ACL: ec2:DescribeNetworkAcls.
var NetworkACLs = NewTable[NetworkACL]("vpc.network_acls")

// A NetworkACL is a stateless firewall of subnets.
type NetworkACL struct {
	Resource
	IsDefault    bool
	Associations []string // the SubnetId of each
	Entries      []NetworkACLEntry
}

// A NetworkACLEntry is one rule of a network ACL. The rule with the lowest
// number that matches a packet decides. The closing rule, shown by AWS as *,
// is an entry too, with the number 32767 (IPv4) or 32768 (IPv6).
type NetworkACLEntry struct {
	RuleNumber    int
	Egress        bool
	Protocol      string // a number, or -1 for all
	RuleAction    string // allow or deny
	CIDRBlock     string
	IPv6CIDRBlock string
	FromPort      int // PortRange.From; -1 if absent
	ToPort        int // PortRange.To; -1 if absent
}

// VPCBlockPublicAccess holds the VPC Block Public Access options of each
// region: ec2:DescribeVpcBlockPublicAccessOptions.
var VPCBlockPublicAccess = NewTable[VPCBlockPublicAccessOptions]("vpc.block_public_access_options")

// VPCBlockPublicAccessOptions is the setting of the account in one region.
type VPCBlockPublicAccessOptions struct {
	Resource
	InternetGatewayBlockMode string // off, block-ingress or block-bidirectional
}

// VPCBlockPublicAccessExclusions holds the VPCs and subnets that the block of
// their region leaves out: ec2:DescribeVpcBlockPublicAccessExclusions.
var VPCBlockPublicAccessExclusions = NewTable[VPCBlockPublicAccessExclusion]("vpc.block_public_access_exclusions")

// A VPCBlockPublicAccessExclusion is one VPC or subnet that is left out.
type VPCBlockPublicAccessExclusion struct {
	Resource
	ResourceArn                  string // of the VPC or subnet
	InternetGatewayExclusionMode string // allow-bidirectional or allow-egress
	State                        string // create-complete, update-complete, delete-in-progress, ...
}

// VPCNetworkInterfaces holds every network interface:
// ec2:DescribeNetworkInterfaces.
var VPCNetworkInterfaces = NewTable[VPCNetworkInterface]("vpc.network_interfaces")

// A VPCNetworkInterface is where a resource attaches to a VPC.
type VPCNetworkInterface struct {
	Resource
	VPCID             string
	SubnetID          string
	InterfaceType     string   // interface, efa, network_load_balancer, nat_gateway, ...
	Groups            []string // the GroupId of each
	InstanceID        string   // Attachment.InstanceId: empty if it serves something else, or nothing
	DeviceIndex       int      // Attachment.DeviceIndex: 0 for an instance's primary interface
	PrivateIPs        []string // the PrivateIpAddress of each of PrivateIpAddresses
	PublicIPs         []string // Association.PublicIp of those that have one: Elastic IPs too, but no carrier IPs
	IPv6Addresses     []string // the Ipv6Address of each
	IPv6Prefixes      []string // the Ipv6Prefix of each
	DenyAllIgwTraffic bool     // AWS drops what comes from the internet to its IPv6 addresses
}

// VPCEndpoints holds every VPC endpoint: ec2:DescribeVpcEndpoints.
var VPCEndpoints = NewTable[VPCEndpoint]("vpc.endpoints")

// A VPCEndpoint is a private way from a VPC to a service.
type VPCEndpoint struct {
	Resource
	VPCID           string
	ServiceName     string // com.amazonaws.us-east-1.ec2
	VPCEndpointType string // Interface, Gateway, ...
	State           string // available, or Available
}

// VPCPeeringConnections holds every peering connection, in the region of
// either side: ec2:DescribeVpcPeeringConnections.
var VPCPeeringConnections = NewTable[VPCPeeringConnection]("vpc.peering_connections")

// A VPCPeeringConnection joins two VPCs.
type VPCPeeringConnection struct {
	Resource
	Status         string   // Status.Code: active, pending-acceptance, deleted, ...
	RequesterVPCID string   // RequesterVpcInfo.VpcId
	RequesterCIDRs []string // RequesterVpcInfo: each of CidrBlockSet and Ipv6CidrBlockSet
	AccepterVPCID  string   // AccepterVpcInfo.VpcId
	AccepterCIDRs  []string // AccepterVpcInfo: each of CidrBlockSet and Ipv6CidrBlockSet
}

// RouteTables holds every route table: ec2:DescribeRouteTables.
var RouteTables = NewTable[RouteTable]("vpc.route_tables")

// A RouteTable says where the traffic of subnets goes, or what comes in by a
// gateway.
type RouteTable struct {
	Resource
	VPCID        string
	Associations []RouteTableAssociation
	Routes       []Route
}

// A RouteTableAssociation is a subnet or gateway that a route table is of. That
// of the main table names none: it is of the subnets that have no other.
type RouteTableAssociation struct {
	Main      bool
	SubnetID  string
	GatewayID string
}

// A Route sends one range of destinations to a target. One destination is set.
type Route struct {
	DestinationCIDRBlock     string
	DestinationIPv6CIDRBlock string
	DestinationPrefixListID  string
	// Target is the one that is set of GatewayId (igw-1a2b, vgw-1a2b, vpce-1a2b or
	// local), NatGatewayId, TransitGatewayId, VpcPeeringConnectionId and the like.
	Target string
	State  string // active, blackhole or filtered
	Origin string // CreateRoute, CreateRouteTable, EnableVgwRoutePropagation or Advertisement
}
