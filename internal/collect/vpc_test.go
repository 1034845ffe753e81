package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// here answers an operation of EC2 in us-east-1; in eu-west-1 there is nothing.
func here(operation, input, elements string) []wire.Exchange {
	return []wire.Exchange{
		exchange("ec2:"+operation, "us-east-1", input, 200, ec2XML, ec2Answer(operation, elements)),
		exchange("ec2:"+operation, "eu-west-1", input, 200, ec2XML, ec2Answer(operation, "")),
	}
}

// gapless fails the test if the table has gaps.
func gapless(t *testing.T, inv *inventory.Inventory, h inventory.Handle) {
	t.Helper()
	if gaps := inv.Gaps(h); len(gaps) != 0 {
		t.Errorf("gaps of %s: %+v", h.Name(), gaps)
	}
}

func TestASharedVPCHasTheARNOfItsOwner(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.VPCs}, here("DescribeVpcs", `{"MaxResults":1000}`, `<vpcSet>
<item><vpcId>vpc-1</vpcId><ownerId>123456789012</ownerId><state>available</state><isDefault>true</isDefault></item>
<item><vpcId>vpc-2</vpcId><ownerId>210987654321</ownerId><state>available</state><isDefault>false</isDefault></item></vpcSet>`)...)
	rows := inventory.VPCs.Rows(inv)
	if len(rows) != 2 || !rows[0].IsDefault || rows[1].IsDefault || rows[1].OwnerID != "210987654321" ||
		rows[1].ARN != "arn:aws:ec2:us-east-1:210987654321:vpc/vpc-2" {
		t.Errorf("rows: %+v", rows)
	}
	gapless(t, inv, inventory.VPCs)
}

const rulesInput = `{"MaxResults":1000}`

func TestRulesOfSecurityGroupsHaveOneSource(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SecurityGroups, inventory.SecurityGroupRules}, append(
		here("DescribeSecurityGroups", `{"MaxResults":1000}`, `<securityGroupInfo><item><ownerId>123456789012</ownerId>
<groupId>sg-1</groupId><groupName>default</groupName><groupDescription>d</groupDescription><vpcId>vpc-1</vpcId></item></securityGroupInfo>`),
		here("DescribeSecurityGroupRules", rulesInput, `<securityGroupRuleSet>
<item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><groupOwnerId>123456789012</groupOwnerId><isEgress>false</isEgress>
 <ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>0.0.0.0/0</cidrIpv4></item>
<item><securityGroupRuleId>sgr-2</securityGroupRuleId><groupId>sg-1</groupId><groupOwnerId>123456789012</groupOwnerId><isEgress>true</isEgress>
 <ipProtocol>-1</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort><cidrIpv6>::/0</cidrIpv6></item>
<item><securityGroupRuleId>sgr-3</securityGroupRuleId><groupId>sg-1</groupId><groupOwnerId>123456789012</groupOwnerId><isEgress>false</isEgress>
 <ipProtocol>50</ipProtocol><referencedGroupInfo><groupId>sg-1</groupId></referencedGroupInfo></item>
</securityGroupRuleSet>`)...)...)
	groups := inventory.SecurityGroups.Rows(inv)
	if len(groups) != 1 || groups[0].GroupName != "default" || groups[0].ARN != "arn:aws:ec2:us-east-1:123456789012:security-group/sg-1" {
		t.Errorf("groups: %+v", groups)
	}
	rows := inventory.SecurityGroupRules.Rows(inv)
	if len(rows) != 3 || rows[0].ARN != "arn:aws:ec2:us-east-1:123456789012:security-group-rule/sgr-1" {
		t.Fatalf("rules: %+v", rows)
	}
	if rows[0].Type != "AWS::EC2::SecurityGroupIngress" || rows[1].Type != "AWS::EC2::SecurityGroupEgress" {
		t.Errorf("types: %s, %s", rows[0].Type, rows[1].Type)
	}
	want := []inventory.SecurityGroupRule{
		{Resource: rows[0].Resource, GroupID: "sg-1", IPProtocol: "tcp", FromPort: 22, ToPort: 22, CIDRIPv4: "0.0.0.0/0"},
		{Resource: rows[1].Resource, GroupID: "sg-1", IsEgress: true, IPProtocol: "-1", FromPort: -1, ToPort: -1, CIDRIPv6: "::/0"},
		{Resource: rows[2].Resource, GroupID: "sg-1", IPProtocol: "50", FromPort: -1, ToPort: -1, ReferencedGroupID: "sg-1"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.SecurityGroups)
	gapless(t, inv, inventory.SecurityGroupRules)
}

func TestHalfARuleOfASecurityGroupIsAGap(t *testing.T) {
	for name, fields := range map[string]string{
		"direction": `<ipProtocol>-1</ipProtocol><cidrIpv4>0.0.0.0/0</cidrIpv4>`,
		"source":    `<ipProtocol>-1</ipProtocol><isEgress>false</isEgress>`,
		"group":     `<ipProtocol>-1</ipProtocol><isEgress>false</isEgress><referencedGroupInfo/>`,
		"last port": `<ipProtocol>tcp</ipProtocol><isEgress>false</isEgress><fromPort>22</fromPort><cidrIpv4>0.0.0.0/0</cidrIpv4>`,
	} {
		inv := replay(t, []inventory.Handle{inventory.SecurityGroupRules}, here("DescribeSecurityGroupRules", rulesInput,
			`<securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId>`+fields+`</item></securityGroupRuleSet>`)...)
		gaps := inv.Gaps(inventory.SecurityGroupRules)
		if len(inventory.SecurityGroupRules.Rows(inv)) != 0 || len(gaps) != 1 || gaps[0].Subject.Region != "us-east-1" {
			t.Errorf("no %s: %+v", name, gaps)
		}
	}
}

func TestEntriesOfTheCustomersPrefixListsComeFromAllPages(t *testing.T) {
	const list = `"MaxResults":100,`
	inv := replay(t, []inventory.Handle{inventory.PrefixListEntries}, append(
		here("DescribeManagedPrefixLists", `{"MaxResults":100}`, `<prefixListSet><item><prefixListId>pl-1</prefixListId>
<prefixListName>offices</prefixListName><ownerId>123456789012</ownerId>
<prefixListArn>arn:aws:ec2:us-east-1:123456789012:prefix-list/pl-1</prefixListArn></item><item><prefixListId>pl-2</prefixListId>
<prefixListName>com.amazonaws.us-east-1.s3</prefixListName><ownerId>AWS</ownerId>
<prefixListArn>arn:aws:ec2:us-east-1:aws:prefix-list/pl-2</prefixListArn></item></prefixListSet>`),
		exchange("ec2:GetManagedPrefixListEntries", "us-east-1", `{`+list+`"PrefixListId":"pl-1"}`, 200, ec2XML,
			ec2Answer("GetManagedPrefixListEntries", `<entrySet><item><cidr>10.0.0.0/8</cidr></item></entrySet><nextToken>more</nextToken>`)),
		exchange("ec2:GetManagedPrefixListEntries", "us-east-1", `{`+list+`"NextToken":"more","PrefixListId":"pl-1"}`, 200, ec2XML,
			ec2Answer("GetManagedPrefixListEntries", `<entrySet><item><cidr>192.0.2.0/24</cidr></item></entrySet>`)),
	)...)
	lists, rows := inventory.PrefixLists.Rows(inv), inventory.PrefixListEntries.Rows(inv)
	if len(lists) != 2 || lists[1].OwnerID != inventory.OwnedByAWS || lists[1].ARN != "arn:aws:ec2:us-east-1:aws:prefix-list/pl-2" {
		t.Errorf("lists: %+v", lists)
	}
	if len(rows) != 1 || !cmp.Equal(rows[0].Entries, []string{"10.0.0.0/8", "192.0.2.0/24"}) {
		t.Errorf("entries: %+v", rows)
	}
	gapless(t, inv, inventory.PrefixListEntries)
}

func TestFlowLogsSayWhatTheyRecord(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.FlowLogs}, here("DescribeFlowLogs", `{"MaxResults":1000}`, `<flowLogSet><item>
<flowLogId>fl-1</flowLogId><resourceId>vpc-1</resourceId><flowLogStatus>ACTIVE</flowLogStatus><trafficType>ALL</trafficType>
<deliverLogsStatus>FAILED</deliverLogsStatus><deliverLogsErrorMessage>Access error</deliverLogsErrorMessage></item></flowLogSet>`)...)
	rows := inventory.FlowLogs.Rows(inv)
	if len(rows) != 1 {
		t.Fatalf("rows: %+v", rows)
	}
	want := inventory.FlowLog{
		Resource: rows[0].Resource, ResourceID: "vpc-1", FlowLogStatus: "ACTIVE", TrafficType: "ALL", DeliverLogsStatus: "FAILED",
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.FlowLogs)
}

func TestEntriesOfANetworkACLKeepTheirPorts(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.NetworkACLs}, here("DescribeNetworkAcls", `{"MaxResults":1000}`, `<networkAclSet><item>
<networkAclId>acl-1</networkAclId><ownerId>123456789012</ownerId><vpcId>vpc-1</vpcId><default>true</default>
<entrySet>
 <item><ruleNumber>100</ruleNumber><protocol>6</protocol><ruleAction>allow</ruleAction><egress>false</egress><cidrBlock>0.0.0.0/0</cidrBlock>
  <portRange><from>0</from><to>443</to></portRange></item>
 <item><ruleNumber>32767</ruleNumber><protocol>-1</protocol><ruleAction>deny</ruleAction><egress>true</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>
</entrySet>
<associationSet><item><networkAclAssociationId>aclassoc-1</networkAclAssociationId><networkAclId>acl-1</networkAclId><subnetId>subnet-1</subnetId></item></associationSet>
</item></networkAclSet>`)...)
	rows := inventory.NetworkACLs.Rows(inv)
	if len(rows) != 1 || !rows[0].IsDefault || !cmp.Equal(rows[0].Associations, []string{"subnet-1"}) {
		t.Fatalf("rows: %+v", rows)
	}
	want := []inventory.NetworkACLEntry{
		{RuleNumber: 100, Protocol: "6", RuleAction: "allow", CIDRBlock: "0.0.0.0/0", FromPort: 0, ToPort: 443},
		{RuleNumber: 32767, Egress: true, Protocol: "-1", RuleAction: "deny", CIDRBlock: "0.0.0.0/0", FromPort: -1, ToPort: -1},
	}
	if diff := cmp.Diff(want, rows[0].Entries); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.NetworkACLs)
}

func TestTheBlockOfARegionIsReadOrAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.VPCBlockPublicAccess}, here("DescribeVpcBlockPublicAccessOptions", `{}`,
		`<vpcBlockPublicAccessOptions><awsAccountId>123456789012</awsAccountId><awsRegion>us-east-1</awsRegion>
<internetGatewayBlockMode>block-ingress</internetGatewayBlockMode><state>update-complete</state></vpcBlockPublicAccessOptions>`)...)
	r, ok := inventory.VPCBlockPublicAccess.Row(inv, checktest.Account.In("us-east-1").Key())
	if !ok || r.InternetGatewayBlockMode != "block-ingress" {
		t.Errorf("row: %+v", r)
	}
	if gaps := inv.Gaps(inventory.VPCBlockPublicAccess); len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestInterfacesAndEndpointsNameTheirVPC(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.VPCNetworkInterfaces, inventory.VPCEndpoints}, append(
		here("DescribeNetworkInterfaces", `{"MaxResults":1000}`, `<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId>
<vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId><interfaceType>interface</interfaceType><ownerId>123456789012</ownerId>
<groupSet><item><groupId>sg-1</groupId><groupName>default</groupName></item></groupSet>
<tagSet/></item></networkInterfaceSet>`),
		here("DescribeVpcEndpoints", `{"MaxResults":1000}`, `<vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId>
<vpcEndpointType>Interface</vpcEndpointType><vpcId>vpc-1</vpcId><serviceName>com.amazonaws.us-east-1.ssm</serviceName>
<state>available</state><ownerId>123456789012</ownerId></item></vpcEndpointSet>`)...)...)
	interfaces := inventory.VPCNetworkInterfaces.Rows(inv)
	if len(interfaces) != 1 || interfaces[0].ARN != "arn:aws:ec2:us-east-1:123456789012:network-interface/eni-1" || interfaces[0].VPCID != "vpc-1" || interfaces[0].InstanceID != "" ||
		!cmp.Equal(interfaces[0].Groups, []string{"sg-1"}) {
		t.Errorf("interfaces: %+v", interfaces)
	}
	endpoints := inventory.VPCEndpoints.Rows(inv)
	if len(endpoints) != 1 || endpoints[0].ARN != "arn:aws:ec2:us-east-1:123456789012:vpc-endpoint/vpce-1" || endpoints[0].VPCEndpointType != "Interface" || endpoints[0].State != "available" ||
		endpoints[0].ServiceName != "com.amazonaws.us-east-1.ssm" || endpoints[0].VPCID != "vpc-1" {
		t.Errorf("endpoints: %+v", endpoints)
	}
	gapless(t, inv, inventory.VPCNetworkInterfaces)
	gapless(t, inv, inventory.VPCEndpoints)
}

func peering(status, accepter string) []wire.Exchange {
	return here("DescribeVpcPeeringConnections", `{"MaxResults":1000}`, `<vpcPeeringConnectionSet><item>
<vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId>
<requesterVpcInfo><ownerId>123456789012</ownerId><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock>
 <cidrBlockSet><item><cidrBlock>10.0.0.0/16</cidrBlock></item></cidrBlockSet>
 <ipv6CidrBlockSet><item><ipv6CidrBlock>2001:db8::/56</ipv6CidrBlock></item></ipv6CidrBlockSet></requesterVpcInfo>
<accepterVpcInfo><ownerId>210987654321</ownerId><vpcId>vpc-2</vpcId>`+accepter+`</accepterVpcInfo>
<status><code>`+status+`</code><message>m</message></status></item></vpcPeeringConnectionSet>`)
}

func TestAPeeringConnectionHasTheRangesOfBothSides(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.VPCPeeringConnections},
		peering("active", `<cidrBlockSet><item><cidrBlock>10.1.0.0/16</cidrBlock></item></cidrBlockSet>`)...)
	rows := inventory.VPCPeeringConnections.Rows(inv)
	if len(rows) != 1 || rows[0].Status != "active" || !cmp.Equal(rows[0].RequesterCIDRs, []string{"10.0.0.0/16", "2001:db8::/56"}) ||
		rows[0].RequesterVPCID != "vpc-1" || rows[0].AccepterVPCID != "vpc-2" ||
		!cmp.Equal(rows[0].AccepterCIDRs, []string{"10.1.0.0/16"}) {
		t.Errorf("rows: %+v", rows)
	}
	gapless(t, inv, inventory.VPCPeeringConnections)
}

func TestOnlyAnActivePeeringConnectionMustHaveRanges(t *testing.T) {
	for status, want := range map[string]int{"active": 0, "pending-acceptance": 1} {
		inv := replay(t, []inventory.Handle{inventory.VPCPeeringConnections}, peering(status, "")...)
		rows, gaps := inventory.VPCPeeringConnections.Rows(inv), inv.Gaps(inventory.VPCPeeringConnections)
		if len(rows) != want || len(gaps) != 1-want {
			t.Errorf("%s: rows %+v, gaps %+v", status, rows, gaps)
		}
	}
}

func routeTable(associations, routes string) []wire.Exchange {
	return here("DescribeRouteTables", `{"MaxResults":100}`, `<routeTableSet><item>
<routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><ownerId>123456789012</ownerId>
<associationSet>`+associations+`</associationSet><routeSet>`+routes+`</routeSet></item></routeTableSet>`)
}

func TestRoutesNameTheirDestinationAndTarget(t *testing.T) {
	const active = `<state>active</state><origin>CreateRoute</origin></item>`
	inv := replay(t, []inventory.Handle{inventory.RouteTables}, routeTable(`
<item><routeTableAssociationId>rtbassoc-1</routeTableAssociationId><routeTableId>rtb-1</routeTableId><main>true</main></item>
<item><routeTableAssociationId>rtbassoc-2</routeTableAssociationId><routeTableId>rtb-1</routeTableId><subnetId>subnet-1</subnetId><main>false</main></item>
<item><routeTableAssociationId>rtbassoc-3</routeTableAssociationId><routeTableId>rtb-1</routeTableId><gatewayId>igw-1</gatewayId><main>false</main></item>`, `
<item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state><origin>CreateRouteTable</origin></item>
<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId>`+active+`
<item><destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><egressOnlyInternetGatewayId>eigw-1</egressOnlyInternetGatewayId>`+active+`
<item><destinationIpv6CidrBlock>2001:db8::/56</destinationIpv6CidrBlock><vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId>`+active+`
<item><destinationPrefixListId>pl-1</destinationPrefixListId><transitGatewayId>tgw-1</transitGatewayId>`+active+`
<item><destinationCidrBlock>192.0.2.0/24</destinationCidrBlock><instanceId>i-1</instanceId><networkInterfaceId>eni-1</networkInterfaceId>`+active+`
<item><destinationCidrBlock>198.51.100.0/24</destinationCidrBlock><state>blackhole</state><origin>EnableVgwRoutePropagation</origin></item>`)...)
	rows := inventory.RouteTables.Rows(inv)
	if len(rows) != 1 || rows[0].ARN != "arn:aws:ec2:us-east-1:123456789012:route-table/rtb-1" {
		t.Fatalf("rows: %+v", rows)
	}
	want := inventory.RouteTable{
		Resource: rows[0].Resource, VPCID: "vpc-1",
		Associations: []inventory.RouteTableAssociation{{Main: true}, {SubnetID: "subnet-1"}, {GatewayID: "igw-1"}},
		Routes: []inventory.Route{
			{DestinationCIDRBlock: "10.0.0.0/16", Target: "local", State: "active", Origin: "CreateRouteTable"},
			{DestinationCIDRBlock: "0.0.0.0/0", Target: "nat-1", State: "active", Origin: "CreateRoute"},
			{DestinationIPv6CIDRBlock: "::/0", Target: "eigw-1", State: "active", Origin: "CreateRoute"},
			{DestinationIPv6CIDRBlock: "2001:db8::/56", Target: "pcx-1", State: "active", Origin: "CreateRoute"},
			{DestinationPrefixListID: "pl-1", Target: "tgw-1", State: "active", Origin: "CreateRoute"},
			{DestinationCIDRBlock: "192.0.2.0/24", Target: "eni-1", State: "active", Origin: "CreateRoute"},
			{DestinationCIDRBlock: "198.51.100.0/24", State: "blackhole", Origin: "EnableVgwRoutePropagation"},
		},
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.RouteTables)
}

func TestARouteThatLeadsNowhereIsAGap(t *testing.T) {
	for name, route := range map[string]string{
		"no target": `<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><state>active</state></item>`,
		"no state":  `<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-1</gatewayId></item>`,
	} {
		inv := replay(t, []inventory.Handle{inventory.RouteTables}, routeTable("", route)...)
		if gaps := inv.Gaps(inventory.RouteTables); len(inventory.RouteTables.Rows(inv)) != 0 || len(gaps) != 1 {
			t.Errorf("%s: %+v", name, gaps)
		}
	}
}

func TestASubnetHasTheRangesThatAreAssociated(t *testing.T) {
	range6 := func(cidr, state, attribute string) string {
		return `<item><ipv6CidrBlock>` + cidr + `</ipv6CidrBlock><ipv6CidrBlockState><state>` + state + `</state></ipv6CidrBlockState>
<ipv6AddressAttribute>` + attribute + `</ipv6AddressAttribute></item>`
	}
	inv := replay(t, []inventory.Handle{inventory.Subnets}, here("DescribeSubnets", `{"MaxResults":1000}`, `<subnetSet>
<item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><ownerId>210987654321</ownerId><cidrBlock>10.0.1.0/24</cidrBlock>
<ipv6CidrBlockAssociationSet>`+range6("2600:1f00:0:1::/64", "associated", "public")+range6("fd00:1::/64", "associated", "private")+
		range6("2600:1f00:0:9::/64", "disassociating", "public")+`</ipv6CidrBlockAssociationSet></item>
<item><subnetId>subnet-2</subnetId><vpcId>vpc-1</vpcId><ownerId>123456789012</ownerId>
<ipv6CidrBlockAssociationSet>`+range6("2600:1f00:0:2::/64", "associated", "public")+`</ipv6CidrBlockAssociationSet></item></subnetSet>`)...)
	rows := inventory.Subnets.Rows(inv)
	if len(rows) != 2 || rows[1].ARN != "arn:aws:ec2:us-east-1:210987654321:subnet/subnet-1" {
		t.Fatalf("rows: %+v", rows)
	}
	want := []inventory.Subnet{
		{
			Resource: rows[0].Resource, OwnerID: "123456789012", VPCID: "vpc-1",
			IPv6CIDRBlockAssociationSet: []inventory.SubnetIPv6CIDR{{IPv6CIDRBlock: "2600:1f00:0:2::/64", IPv6AddressAttribute: "public"}},
		},
		{
			Resource: rows[1].Resource, OwnerID: "210987654321", VPCID: "vpc-1", CIDRBlock: "10.0.1.0/24",
			IPv6CIDRBlockAssociationSet: []inventory.SubnetIPv6CIDR{
				{IPv6CIDRBlock: "2600:1f00:0:1::/64", IPv6AddressAttribute: "public"},
				{IPv6CIDRBlock: "fd00:1::/64", IPv6AddressAttribute: "private"},
			},
		},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.Subnets)
}

func TestHalfASubnetIsAGap(t *testing.T) {
	for name, fields := range map[string]string{
		"VPC":   `<ownerId>123456789012</ownerId><cidrBlock>10.0.1.0/24</cidrBlock>`,
		"owner": `<vpcId>vpc-1</vpcId><cidrBlock>10.0.1.0/24</cidrBlock>`,
		"range": `<vpcId>vpc-1</vpcId><ownerId>123456789012</ownerId>`,
	} {
		inv := replay(t, []inventory.Handle{inventory.Subnets}, here("DescribeSubnets", `{"MaxResults":1000}`,
			`<subnetSet><item><subnetId>subnet-1</subnetId>`+fields+`</item></subnetSet>`)...)
		if gaps := inv.Gaps(inventory.Subnets); len(inventory.Subnets.Rows(inv)) != 0 || len(gaps) != 1 {
			t.Errorf("no %s: %+v", name, gaps)
		}
	}
}

func TestExclusionsFromTheBlockComeFromAllPages(t *testing.T) {
	exclusion := func(id, arn, rest string) string {
		return `<vpcBlockPublicAccessExclusionSet><item><exclusionId>` + id + `</exclusionId><resourceArn>` + arn + `</resourceArn>` + rest +
			`</item></vpcBlockPublicAccessExclusionSet>`
	}
	const (
		op     = "ec2:DescribeVpcBlockPublicAccessExclusions"
		subnet = "arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1"
		whole  = `<internetGatewayExclusionMode>allow-bidirectional</internetGatewayExclusionMode><state>create-complete</state>`
	)
	answer := func(elements string) string { return ec2Answer("DescribeVpcBlockPublicAccessExclusions", elements) }
	inv := replay(t, []inventory.Handle{inventory.VPCBlockPublicAccessExclusions},
		exchange(op, "us-east-1", `{}`, 200, ec2XML, answer(exclusion("vpcbpa-exclude-1", subnet, whole)+`<nextToken>more</nextToken>`)),
		exchange(op, "us-east-1", `{"NextToken":"more"}`, 200, ec2XML, answer(exclusion("vpcbpa-exclude-2", subnet+"2",
			`<internetGatewayExclusionMode>allow-egress</internetGatewayExclusionMode><state>delete-complete</state>`))),
		exchange(op, "eu-west-1", `{}`, 200, ec2XML, answer(exclusion("vpcbpa-exclude-3", subnet, `<state>create-complete</state>`))))
	rows := inventory.VPCBlockPublicAccessExclusions.Rows(inv)
	if len(rows) != 2 || rows[0].ARN != "arn:aws:ec2:us-east-1:123456789012:vpc-block-public-access-exclusion/vpcbpa-exclude-1" {
		t.Fatalf("rows: %+v", rows)
	}
	want := []inventory.VPCBlockPublicAccessExclusion{
		{Resource: rows[0].Resource, ResourceArn: subnet, InternetGatewayExclusionMode: "allow-bidirectional", State: "create-complete"},
		{Resource: rows[1].Resource, ResourceArn: subnet + "2", InternetGatewayExclusionMode: "allow-egress", State: "delete-complete"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.VPCBlockPublicAccessExclusions); len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps where the mode is missing: %+v", gaps)
	}
}

func networkInterfaces(fields string) []wire.Exchange {
	return here("DescribeNetworkInterfaces", `{"MaxResults":1000}`, `<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId>
<ownerId>123456789012</ownerId><interfaceType>interface</interfaceType>`+fields+`</item></networkInterfaceSet>`)
}

func TestAnInterfaceHasAllItsAddressesThePrimaryOneFirst(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.VPCNetworkInterfaces}, networkInterfaces(`<vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId>
<attachment><attachmentId>eni-attach-1</attachmentId><instanceId>i-1</instanceId><deviceIndex>1</deviceIndex><status>attached</status></attachment>
<association><publicIp>198.51.100.10</publicIp></association>
<privateIpAddressesSet>
<item><privateIpAddress>10.0.1.11</privateIpAddress><primary>false</primary><association><publicIp>198.51.100.11</publicIp></association></item>
<item><privateIpAddress>10.0.1.10</privateIpAddress><primary>true</primary><association><publicIp>198.51.100.10</publicIp></association></item>
<item><privateIpAddress>10.0.1.12</privateIpAddress><primary>false</primary><association><carrierIp>155.146.1.1</carrierIp></association></item>
</privateIpAddressesSet>
<ipv6AddressesSet><item><ipv6Address>2600:1f00:0:1::a</ipv6Address></item></ipv6AddressesSet>
<ipv6PrefixSet><item><ipv6Prefix>2600:1f00:0:1:1::/80</ipv6Prefix></item></ipv6PrefixSet>
<denyAllIgwTraffic>true</denyAllIgwTraffic>`)...)
	rows := inventory.VPCNetworkInterfaces.Rows(inv)
	if len(rows) != 1 {
		t.Fatalf("rows: %+v", rows)
	}
	want := inventory.VPCNetworkInterface{
		Resource: rows[0].Resource, VPCID: "vpc-1", SubnetID: "subnet-1", InterfaceType: "interface", InstanceID: "i-1", DeviceIndex: 1,
		PrivateIPs: []string{"10.0.1.10", "10.0.1.11", "10.0.1.12"}, PublicIPs: []string{"198.51.100.11", "198.51.100.10"},
		IPv6Addresses: []string{"2600:1f00:0:1::a"}, IPv6Prefixes: []string{"2600:1f00:0:1:1::/80"}, DenyAllIgwTraffic: true,
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.VPCNetworkInterfaces)
}

func TestHalfAnInterfaceIsAGap(t *testing.T) {
	for name, fields := range map[string]string{
		"VPC":    `<subnetId>subnet-1</subnetId>`,
		"subnet": `<vpcId>vpc-1</vpcId>`,
		"place":  `<vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId><attachment><instanceId>i-1</instanceId></attachment>`,
	} {
		inv := replay(t, []inventory.Handle{inventory.VPCNetworkInterfaces}, networkInterfaces(fields)...)
		if gaps := inv.Gaps(inventory.VPCNetworkInterfaces); len(inventory.VPCNetworkInterfaces.Rows(inv)) != 0 || len(gaps) != 1 {
			t.Errorf("no %s: %+v", name, gaps)
		}
	}
}
