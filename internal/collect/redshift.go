package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/redshift"
	"github.com/aws/aws-sdk-go-v2/service/redshift/types"

	"github.com/yourside/yourside/checks/inventory"
)

var redshiftCollectors = []Collector{
	perRegion(inventory.RedshiftClusters, describeRedshiftClusters, "redshift:DescribeClusters"),
	perRegion(inventory.RedshiftSubnetGroups, describeRedshiftSubnetGroups, "redshift:DescribeClusterSubnetGroups"),
}

func (s Session) redshift() *redshift.Client { return redshift.NewFromConfig(s.Config) }

func describeRedshiftClusters(ctx context.Context, s Session, emit func(inventory.RedshiftCluster)) error {
	pages := redshift.NewDescribeClustersPaginator(s.redshift(), &redshift.DescribeClustersInput{MaxRecords: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.Clusters {
			row, err := s.redshiftCluster(c)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func (s Session) redshiftCluster(c types.Cluster) (inventory.RedshiftCluster, error) {
	id := aws.ToString(c.ClusterIdentifier)
	row := inventory.RedshiftCluster{
		Resource:               s.redshiftResource("AWS::Redshift::Cluster", "cluster:"+id, id, c.Tags),
		IPAddressType:          aws.ToString(c.IpAddressType),
		VPCID:                  aws.ToString(c.VpcId),
		AvailabilityZone:       aws.ToString(c.AvailabilityZone),
		ClusterSubnetGroupName: aws.ToString(c.ClusterSubnetGroupName),
	}
	if id == "" || c.PubliclyAccessible == nil {
		return row, &absentError{"ClusterIdentifier or PubliclyAccessible", id}
	}
	row.PubliclyAccessible = *c.PubliclyAccessible
	// AWS sends none while it makes the cluster.
	if c.Endpoint != nil {
		row.Port = int(aws.ToInt32(c.Endpoint.Port))
	}
	if c.MultiAZSecondary != nil {
		row.SecondaryZone = aws.ToString(c.MultiAZSecondary.AvailabilityZone)
	}
	for _, g := range c.VpcSecurityGroups {
		row.VPCSecurityGroups = append(row.VPCSecurityGroups, aws.ToString(g.VpcSecurityGroupId))
	}
	return row, nil
}

// redshiftResource returns a resource of Redshift, whose answers have no ARNs.
func (s Session) redshiftResource(cfnType, rest, id string, tags []types.Tag) inventory.Resource {
	r := s.Resource(cfnType, id, s.ARN("redshift", rest))
	r.Name = id
	for _, t := range tags {
		if r.Tags == nil {
			r.Tags = map[string]string{}
		}
		r.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return r
}

func describeRedshiftSubnetGroups(ctx context.Context, s Session, emit func(inventory.RedshiftSubnetGroup)) error {
	pages := redshift.NewDescribeClusterSubnetGroupsPaginator(s.redshift(),
		&redshift.DescribeClusterSubnetGroupsInput{MaxRecords: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, g := range page.ClusterSubnetGroups {
			name := aws.ToString(g.ClusterSubnetGroupName)
			if name == "" {
				return &absentError{"ClusterSubnetGroupName", name}
			}
			row := inventory.RedshiftSubnetGroup{
				Resource: s.redshiftResource("AWS::Redshift::ClusterSubnetGroup", "subnetgroup:"+name, name, g.Tags),
			}
			for _, n := range g.Subnets {
				subnet := inventory.DBSubnet{SubnetIdentifier: aws.ToString(n.SubnetIdentifier)}
				if n.SubnetAvailabilityZone != nil {
					subnet.SubnetAvailabilityZone = aws.ToString(n.SubnetAvailabilityZone.Name)
				}
				row.Subnets = append(row.Subnets, subnet)
			}
			emit(row)
		}
	}
	return nil
}
