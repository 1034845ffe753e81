package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"github.com/yourside/yourside/checks/inventory"
)

var rdsCollectors = []Collector{
	perRegion(inventory.DBInstances, describeDBInstances, "rds:DescribeDBInstances"),
}

func (s Session) rds() *rds.Client { return rds.NewFromConfig(s.Config) }

func describeDBInstances(ctx context.Context, s Session, emit func(inventory.DBInstance)) error {
	pages := rds.NewDescribeDBInstancesPaginator(s.rds(), &rds.DescribeDBInstancesInput{MaxRecords: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.DBInstances {
			row, err := s.dbInstance(d)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func (s Session) dbInstance(d types.DBInstance) (inventory.DBInstance, error) {
	id := aws.ToString(d.DBInstanceIdentifier)
	row := inventory.DBInstance{
		Resource:         s.Resource("AWS::RDS::DBInstance", id, aws.ToString(d.DBInstanceArn)),
		NetworkType:      aws.ToString(d.NetworkType),
		AvailabilityZone: aws.ToString(d.AvailabilityZone),
	}
	if row.ARN == "" || d.PubliclyAccessible == nil {
		return row, &absentError{"DBInstanceArn or PubliclyAccessible", id}
	}
	row.Name, row.PubliclyAccessible = id, *d.PubliclyAccessible
	for _, t := range d.TagList {
		if row.Tags == nil {
			row.Tags = map[string]string{}
		}
		row.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	// AWS sends none while it makes the instance.
	if d.Endpoint != nil {
		row.Port = int(aws.ToInt32(d.Endpoint.Port))
	}
	if g := d.DBSubnetGroup; g != nil {
		for _, n := range g.Subnets {
			subnet := inventory.DBSubnet{SubnetIdentifier: aws.ToString(n.SubnetIdentifier)}
			if n.SubnetAvailabilityZone != nil {
				subnet.SubnetAvailabilityZone = aws.ToString(n.SubnetAvailabilityZone.Name)
			}
			row.Subnets = append(row.Subnets, subnet)
		}
	}
	for _, g := range d.VpcSecurityGroups {
		row.VPCSecurityGroups = append(row.VPCSecurityGroups, aws.ToString(g.VpcSecurityGroupId))
	}
	return row, nil
}
