package collect

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/yourside/yourside/checks/inventory"
)

var vpcCollectors = []Collector{
	perRegion(inventory.VPCs, describeVPCs, "ec2:DescribeVpcs"),
	perRegion(inventory.Subnets, describeSubnets, "ec2:DescribeSubnets"),
	perRegion(inventory.SecurityGroups, describeSecurityGroups, "ec2:DescribeSecurityGroups"),
	perRegion(inventory.SecurityGroupRules, describeSecurityGroupRules, "ec2:DescribeSecurityGroupRules"),
	perRegion(inventory.PrefixLists, describeManagedPrefixLists, "ec2:DescribeManagedPrefixLists"),
	only("that is not AWS's own", ofOthersThanAWS,
		perRow(inventory.PrefixLists, inventory.PrefixListEntries, getManagedPrefixListEntries, "ec2:GetManagedPrefixListEntries")),
	perRegion(inventory.FlowLogs, describeFlowLogs, "ec2:DescribeFlowLogs"),
	perRegion(inventory.NetworkACLs, describeNetworkACLs, "ec2:DescribeNetworkAcls"),
	perRegion(inventory.VPCBlockPublicAccess, describeVPCBlockPublicAccess, "ec2:DescribeVpcBlockPublicAccessOptions"),
	perRegion(inventory.VPCBlockPublicAccessExclusions, describeVPCBlockPublicAccessExclusions,
		"ec2:DescribeVpcBlockPublicAccessExclusions"),
	perRegion(inventory.VPCNetworkInterfaces, describeNetworkInterfaces, "ec2:DescribeNetworkInterfaces"),
	perRegion(inventory.VPCEndpoints, describeVPCEndpoints, "ec2:DescribeVpcEndpoints"),
	perRegion(inventory.VPCPeeringConnections, describeVPCPeeringConnections, "ec2:DescribeVpcPeeringConnections"),
	perRegion(inventory.RouteTables, describeRouteTables, "ec2:DescribeRouteTables"),
}

func describeVPCs(ctx context.Context, s Session, emit func(inventory.VPC)) error {
	pages := ec2.NewDescribeVpcsPaginator(s.ec2(), &ec2.DescribeVpcsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.Vpcs {
			owner := aws.ToString(v.OwnerId)
			r := s.ec2ResourceOf(owner, "AWS::EC2::VPC", "vpc", aws.ToString(v.VpcId), v.Tags)
			if owner == "" || v.IsDefault == nil {
				return &absentError{"OwnerId or IsDefault", r.ID}
			}
			emit(inventory.VPC{Resource: r, OwnerID: owner, IsDefault: *v.IsDefault})
		}
	}
	return nil
}

func describeSubnets(ctx context.Context, s Session, emit func(inventory.Subnet)) error {
	pages := ec2.NewDescribeSubnetsPaginator(s.ec2(), &ec2.DescribeSubnetsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, n := range page.Subnets {
			row := inventory.Subnet{
				Resource: s.ec2ResourceOf(aws.ToString(n.OwnerId), "AWS::EC2::Subnet", "subnet", aws.ToString(n.SubnetId), n.Tags),
				OwnerID:  aws.ToString(n.OwnerId), VPCID: aws.ToString(n.VpcId), CIDRBlock: aws.ToString(n.CidrBlock),
			}
			if row.OwnerID == "" || row.VPCID == "" {
				return &absentError{"OwnerId or VpcId", row.ID}
			}
			for _, c := range n.Ipv6CidrBlockAssociationSet {
				if c.Ipv6CidrBlockState == nil || c.Ipv6CidrBlockState.State != types.SubnetCidrBlockStateCodeAssociated {
					continue
				}
				row.IPv6CIDRBlockAssociationSet = append(row.IPv6CIDRBlockAssociationSet, inventory.SubnetIPv6CIDR{
					IPv6CIDRBlock: aws.ToString(c.Ipv6CidrBlock), IPv6AddressAttribute: string(c.Ipv6AddressAttribute),
				})
			}
			if row.CIDRBlock == "" && len(row.IPv6CIDRBlockAssociationSet) == 0 {
				return &absentError{"CidrBlock", row.ID}
			}
			emit(row)
		}
	}
	return nil
}

func describeSecurityGroups(ctx context.Context, s Session, emit func(inventory.SecurityGroup)) error {
	pages := ec2.NewDescribeSecurityGroupsPaginator(s.ec2(), &ec2.DescribeSecurityGroupsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, g := range page.SecurityGroups {
			r := s.ec2ResourceOf(aws.ToString(g.OwnerId), "AWS::EC2::SecurityGroup", "security-group", aws.ToString(g.GroupId), g.Tags)
			r.Name = aws.ToString(g.GroupName)
			// The checks of default groups know them by name.
			if r.Name == "" {
				return &absentError{"GroupName", r.ID}
			}
			emit(inventory.SecurityGroup{Resource: r, GroupName: r.Name})
		}
	}
	return nil
}

func describeSecurityGroupRules(ctx context.Context, s Session, emit func(inventory.SecurityGroupRule)) error {
	pages := ec2.NewDescribeSecurityGroupRulesPaginator(s.ec2(), &ec2.DescribeSecurityGroupRulesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, r := range page.SecurityGroupRules {
			row, err := securityGroupRule(s, r)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func securityGroupRule(s Session, r types.SecurityGroupRule) (inventory.SecurityGroupRule, error) {
	cfnType := "AWS::EC2::SecurityGroupIngress"
	if aws.ToBool(r.IsEgress) {
		cfnType = "AWS::EC2::SecurityGroupEgress"
	}
	row := inventory.SecurityGroupRule{
		Resource: s.ec2ResourceOf(aws.ToString(r.GroupOwnerId), cfnType, "security-group-rule", aws.ToString(r.SecurityGroupRuleId), r.Tags),
		GroupID:  aws.ToString(r.GroupId), IsEgress: aws.ToBool(r.IsEgress), IPProtocol: aws.ToString(r.IpProtocol),
		FromPort: portOf(r.FromPort), ToPort: portOf(r.ToPort),
		CIDRIPv4: aws.ToString(r.CidrIpv4), CIDRIPv6: aws.ToString(r.CidrIpv6), PrefixListID: aws.ToString(r.PrefixListId),
	}
	if g := r.ReferencedGroupInfo; g != nil {
		row.ReferencedGroupID = aws.ToString(g.GroupId)
	}
	switch {
	case row.GroupID == "" || row.IPProtocol == "":
		return row, &absentError{"GroupId or IpProtocol", row.ID}
	case r.IsEgress == nil:
		return row, &absentError{"IsEgress", row.ID}
	case (r.FromPort == nil) != (r.ToPort == nil):
		return row, &absentError{"FromPort or ToPort", row.ID}
	case row.CIDRIPv4+row.CIDRIPv6+row.PrefixListID+row.ReferencedGroupID == "":
		return row, &absentError{"source", row.ID}
	}
	return row, nil
}

// portOf returns the port, or -1 where there is none.
func portOf(p *int32) int {
	if p == nil {
		return -1
	}
	return int(*p)
}

func describeManagedPrefixLists(ctx context.Context, s Session, emit func(inventory.PrefixList)) error {
	pages := ec2.NewDescribeManagedPrefixListsPaginator(s.ec2(), &ec2.DescribeManagedPrefixListsInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, l := range page.PrefixLists {
			r := s.ec2Resource("AWS::EC2::PrefixList", "prefix-list", aws.ToString(l.PrefixListId), l.Tags)
			r.ARN, r.Name = aws.ToString(l.PrefixListArn), aws.ToString(l.PrefixListName)
			if r.ARN == "" || l.OwnerId == nil {
				return &absentError{"PrefixListArn or OwnerId", r.ID}
			}
			emit(inventory.PrefixList{Resource: r, OwnerID: *l.OwnerId})
		}
	}
	return nil
}

// ofOthersThanAWS leaves out those lists of which there are several in every
// region: what they hold is not the customer's.
func ofOthersThanAWS(l inventory.PrefixList) bool { return l.OwnerID != inventory.OwnedByAWS }

func getManagedPrefixListEntries(ctx context.Context, s Session, l inventory.PrefixList, emit func(inventory.PrefixListContent)) error {
	pages := ec2.NewGetManagedPrefixListEntriesPaginator(s.ec2(),
		&ec2.GetManagedPrefixListEntriesInput{PrefixListId: &l.ID, MaxResults: aws.Int32(100)})
	row := inventory.PrefixListContent{Resource: l.Resource}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			row.Entries = append(row.Entries, aws.ToString(e.Cidr))
		}
	}
	emit(row)
	return nil
}

func describeFlowLogs(ctx context.Context, s Session, emit func(inventory.FlowLog)) error {
	pages := ec2.NewDescribeFlowLogsPaginator(s.ec2(), &ec2.DescribeFlowLogsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, l := range page.FlowLogs {
			emit(inventory.FlowLog{
				Resource:   s.ec2Resource("AWS::EC2::FlowLog", "vpc-flow-log", aws.ToString(l.FlowLogId), l.Tags),
				ResourceID: aws.ToString(l.ResourceId), FlowLogStatus: aws.ToString(l.FlowLogStatus),
				TrafficType: string(l.TrafficType), DeliverLogsStatus: aws.ToString(l.DeliverLogsStatus),
			})
		}
	}
	return nil
}

func describeNetworkACLs(ctx context.Context, s Session, emit func(inventory.NetworkACL)) error {
	pages := ec2.NewDescribeNetworkAclsPaginator(s.ec2(), &ec2.DescribeNetworkAclsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.NetworkAcls {
			r := s.ec2ResourceOf(aws.ToString(a.OwnerId), "AWS::EC2::NetworkAcl", "network-acl", aws.ToString(a.NetworkAclId), a.Tags)
			if a.IsDefault == nil {
				return &absentError{"IsDefault", r.ID}
			}
			row := inventory.NetworkACL{Resource: r, IsDefault: *a.IsDefault}
			for _, to := range a.Associations {
				row.Associations = append(row.Associations, aws.ToString(to.SubnetId))
			}
			for _, e := range a.Entries {
				entry, err := networkACLEntry(r.ID, e)
				if err != nil {
					return err
				}
				row.Entries = append(row.Entries, entry)
			}
			emit(row)
		}
	}
	return nil
}

func networkACLEntry(acl string, e types.NetworkAclEntry) (inventory.NetworkACLEntry, error) {
	row := inventory.NetworkACLEntry{
		RuleNumber: int(aws.ToInt32(e.RuleNumber)), Egress: aws.ToBool(e.Egress),
		Protocol: aws.ToString(e.Protocol), RuleAction: string(e.RuleAction),
		CIDRBlock: aws.ToString(e.CidrBlock), IPv6CIDRBlock: aws.ToString(e.Ipv6CidrBlock),
		FromPort: -1, ToPort: -1,
	}
	if e.RuleNumber == nil || e.Egress == nil || row.Protocol == "" || row.RuleAction == "" || row.CIDRBlock+row.IPv6CIDRBlock == "" {
		return row, &absentError{"RuleNumber, Egress, Protocol, RuleAction or range of an entry", acl}
	}
	if p := e.PortRange; p != nil {
		if (p.From == nil) != (p.To == nil) {
			return row, &absentError{"From or To of a PortRange", acl}
		}
		row.FromPort, row.ToPort = portOf(p.From), portOf(p.To)
	}
	return row, nil
}

func describeVPCBlockPublicAccess(ctx context.Context, s Session, emit func(inventory.VPCBlockPublicAccessOptions)) error {
	out, err := s.ec2().DescribeVpcBlockPublicAccessOptions(ctx, &ec2.DescribeVpcBlockPublicAccessOptionsInput{})
	if err != nil {
		return err
	}
	if out.VpcBlockPublicAccessOptions == nil {
		return &absentError{"VpcBlockPublicAccessOptions", s.Region}
	}
	emit(inventory.VPCBlockPublicAccessOptions{
		Resource:                 s.Account.In(s.Region),
		InternetGatewayBlockMode: string(out.VpcBlockPublicAccessOptions.InternetGatewayBlockMode),
	})
	return nil
}

// describeVPCBlockPublicAccessExclusions follows the tokens itself, as the SDK
// has no paginator.
func describeVPCBlockPublicAccessExclusions(ctx context.Context, s Session, emit func(inventory.VPCBlockPublicAccessExclusion)) error {
	var in ec2.DescribeVpcBlockPublicAccessExclusionsInput
	for {
		out, err := s.ec2().DescribeVpcBlockPublicAccessExclusions(ctx, &in)
		if err != nil {
			return err
		}
		for _, x := range out.VpcBlockPublicAccessExclusions {
			row := inventory.VPCBlockPublicAccessExclusion{
				Resource: s.ec2Resource("AWS::EC2::VPCBlockPublicAccessExclusion", "vpc-block-public-access-exclusion",
					aws.ToString(x.ExclusionId), x.Tags),
				ResourceArn: aws.ToString(x.ResourceArn), State: string(x.State),
				InternetGatewayExclusionMode: string(x.InternetGatewayExclusionMode),
			}
			if row.ResourceArn == "" || row.State == "" || row.InternetGatewayExclusionMode == "" {
				return &absentError{"ResourceArn, State or InternetGatewayExclusionMode", row.ID}
			}
			emit(row)
		}
		if aws.ToString(out.NextToken) == "" {
			return nil
		}
		in.NextToken = out.NextToken
	}
}

func describeNetworkInterfaces(ctx context.Context, s Session, emit func(inventory.VPCNetworkInterface)) error {
	pages := ec2.NewDescribeNetworkInterfacesPaginator(s.ec2(), &ec2.DescribeNetworkInterfacesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, i := range page.NetworkInterfaces {
			row, err := networkInterface(s, i)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func networkInterface(s Session, i types.NetworkInterface) (inventory.VPCNetworkInterface, error) {
	row := inventory.VPCNetworkInterface{
		Resource: s.ec2ResourceOf(aws.ToString(i.OwnerId), "AWS::EC2::NetworkInterface", "network-interface",
			aws.ToString(i.NetworkInterfaceId), i.TagSet),
		VPCID: aws.ToString(i.VpcId), SubnetID: aws.ToString(i.SubnetId), InterfaceType: string(i.InterfaceType),
		// AWS sends it for interfaces that it may hold for.
		DenyAllIgwTraffic: aws.ToBool(i.DenyAllIgwTraffic),
	}
	// Without it the VPC would look unused.
	if row.VPCID == "" || row.SubnetID == "" || row.InterfaceType == "" {
		return row, &absentError{"VpcId, SubnetId or InterfaceType", row.ID}
	}
	if a := i.Attachment; a != nil && aws.ToString(a.InstanceId) != "" {
		if a.DeviceIndex == nil {
			return row, &absentError{"DeviceIndex", row.ID}
		}
		row.InstanceID, row.DeviceIndex = *a.InstanceId, int(*a.DeviceIndex)
	}
	for _, g := range i.Groups {
		row.Groups = append(row.Groups, aws.ToString(g.GroupId))
	}
	for _, a := range i.PrivateIpAddresses {
		if ip := aws.ToString(a.PrivateIpAddress); aws.ToBool(a.Primary) {
			row.PrivateIPs = append([]string{ip}, row.PrivateIPs...)
		} else {
			row.PrivateIPs = append(row.PrivateIPs, ip)
		}
		// In a Wavelength Zone the association has a carrier IP instead.
		if a.Association != nil && aws.ToString(a.Association.PublicIp) != "" {
			row.PublicIPs = append(row.PublicIPs, *a.Association.PublicIp)
		}
	}
	for _, a := range i.Ipv6Addresses {
		row.IPv6Addresses = append(row.IPv6Addresses, aws.ToString(a.Ipv6Address))
	}
	for _, p := range i.Ipv6Prefixes {
		row.IPv6Prefixes = append(row.IPv6Prefixes, aws.ToString(p.Ipv6Prefix))
	}
	return row, nil
}

func describeVPCEndpoints(ctx context.Context, s Session, emit func(inventory.VPCEndpoint)) error {
	pages := ec2.NewDescribeVpcEndpointsPaginator(s.ec2(), &ec2.DescribeVpcEndpointsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, p := range page.VpcEndpoints {
			emit(inventory.VPCEndpoint{
				Resource: s.ec2ResourceOf(aws.ToString(p.OwnerId), "AWS::EC2::VPCEndpoint", "vpc-endpoint",
					aws.ToString(p.VpcEndpointId), p.Tags),
				VPCID: aws.ToString(p.VpcId), ServiceName: aws.ToString(p.ServiceName),
				VPCEndpointType: string(p.VpcEndpointType), State: string(p.State),
			})
		}
	}
	return nil
}

func describeVPCPeeringConnections(ctx context.Context, s Session, emit func(inventory.VPCPeeringConnection)) error {
	pages := ec2.NewDescribeVpcPeeringConnectionsPaginator(s.ec2(),
		&ec2.DescribeVpcPeeringConnectionsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.VpcPeeringConnections {
			r := s.ec2Resource("AWS::EC2::VPCPeeringConnection", "vpc-peering-connection", aws.ToString(c.VpcPeeringConnectionId), c.Tags)
			if c.Status == nil {
				return &absentError{"Status", r.ID}
			}
			row := inventory.VPCPeeringConnection{
				Resource: r, Status: string(c.Status.Code),
				RequesterVPCID: vpcOf(c.RequesterVpcInfo), RequesterCIDRs: cidrsOf(c.RequesterVpcInfo),
				AccepterVPCID: vpcOf(c.AccepterVpcInfo), AccepterCIDRs: cidrsOf(c.AccepterVpcInfo),
			}
			// Before it is active AWS leaves out the accepter's ranges.
			active := c.Status.Code == types.VpcPeeringConnectionStateReasonCodeActive
			if active && (len(row.RequesterCIDRs) == 0 || len(row.AccepterCIDRs) == 0) {
				return &absentError{"CidrBlockSet of a side", r.ID}
			}
			emit(row)
		}
	}
	return nil
}

func vpcOf(side *types.VpcPeeringConnectionVpcInfo) string {
	if side == nil {
		return ""
	}
	return aws.ToString(side.VpcId)
}

func cidrsOf(side *types.VpcPeeringConnectionVpcInfo) []string {
	if side == nil {
		return nil
	}
	var all []string
	for _, b := range side.CidrBlockSet {
		all = append(all, aws.ToString(b.CidrBlock))
	}
	for _, b := range side.Ipv6CidrBlockSet {
		all = append(all, aws.ToString(b.Ipv6CidrBlock))
	}
	return all
}

func describeRouteTables(ctx context.Context, s Session, emit func(inventory.RouteTable)) error {
	pages := ec2.NewDescribeRouteTablesPaginator(s.ec2(), &ec2.DescribeRouteTablesInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, t := range page.RouteTables {
			row := inventory.RouteTable{
				Resource: s.ec2ResourceOf(aws.ToString(t.OwnerId), "AWS::EC2::RouteTable", "route-table",
					aws.ToString(t.RouteTableId), t.Tags),
				VPCID: aws.ToString(t.VpcId),
			}
			if row.VPCID == "" {
				return &absentError{"VpcId", row.ID}
			}
			for _, a := range t.Associations {
				row.Associations = append(row.Associations, inventory.RouteTableAssociation{
					Main: aws.ToBool(a.Main), SubnetID: aws.ToString(a.SubnetId), GatewayID: aws.ToString(a.GatewayId),
				})
			}
			for _, r := range t.Routes {
				route, err := routeOf(row.ID, r)
				if err != nil {
					return err
				}
				row.Routes = append(row.Routes, route)
			}
			emit(row)
		}
	}
	return nil
}

// routeOf refuses a route of which it is not known where it leads: one to the
// internet would look like one to somewhere else.
func routeOf(table string, r types.Route) (inventory.Route, error) {
	row := inventory.Route{
		DestinationCIDRBlock:     aws.ToString(r.DestinationCidrBlock),
		DestinationIPv6CIDRBlock: aws.ToString(r.DestinationIpv6CidrBlock),
		DestinationPrefixListID:  aws.ToString(r.DestinationPrefixListId),
		State:                    string(r.State),
		Origin:                   string(r.Origin),
	}
	for _, target := range []*string{
		r.GatewayId, r.NatGatewayId, r.TransitGatewayId, r.VpcPeeringConnectionId, r.EgressOnlyInternetGatewayId,
		r.CarrierGatewayId, r.LocalGatewayId, r.NetworkInterfaceId, r.InstanceId, r.CoreNetworkArn, r.OdbNetworkArn, r.IpAddress,
	} {
		row.Target = cmp.Or(row.Target, aws.ToString(target))
	}
	// A route that drops may have lost its target.
	if row.State == "" || row.Target == "" && r.State == types.RouteStateActive {
		return row, &absentError{"State or target of a route", table}
	}
	return row, nil
}
