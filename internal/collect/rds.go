package collect

import (
	"cmp"
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"

	"github.com/yourside/yourside/checks/inventory"
)

var rdsCollectors = []Collector{
	perRegion(inventory.DBInstances, describeDBInstances, "rds:DescribeDBInstances"),
	perRegion(inventory.DBClusters, describeDBClusters, "rds:DescribeDBClusters"),
	perAccount(inventory.DBMajorVersions, describeDBMajorVersions, "rds:DescribeDBMajorEngineVersions"),
	perReference(inventory.DBInstances, inventory.DBEngineVersions, versionsOf, describeDBEngineVersion, "rds:DescribeDBEngineVersions"),
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
		Engine:           aws.ToString(d.Engine), EngineVersion: aws.ToString(d.EngineVersion),
		DBClusterIdentifier: aws.ToString(d.DBClusterIdentifier),
		ReadReplicaSource:   cmp.Or(aws.ToString(d.ReadReplicaSourceDBInstanceIdentifier), aws.ToString(d.ReadReplicaSourceDBClusterIdentifier)),
	}
	if row.ARN == "" || d.PubliclyAccessible == nil {
		return row, &absentError{"DBInstanceArn or PubliclyAccessible", id}
	}
	if row.Engine == "" || row.EngineVersion == "" {
		return row, &absentError{"Engine or EngineVersion", id}
	}
	if d.StorageEncrypted == nil || d.MultiAZ == nil || d.AutoMinorVersionUpgrade == nil {
		return row, &absentError{"StorageEncrypted, MultiAZ or AutoMinorVersionUpgrade", id}
	}
	row.Name, row.PubliclyAccessible = id, *d.PubliclyAccessible
	row.StorageEncrypted, row.MultiAZ, row.AutoMinorVersionUpgrade = *d.StorageEncrypted, *d.MultiAZ, *d.AutoMinorVersionUpgrade
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

func describeDBClusters(ctx context.Context, s Session, emit func(inventory.DBCluster)) error {
	pages := rds.NewDescribeDBClustersPaginator(s.rds(), &rds.DescribeDBClustersInput{MaxRecords: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.DBClusters {
			id := aws.ToString(c.DBClusterIdentifier)
			row := inventory.DBCluster{
				Resource: s.Resource("AWS::RDS::DBCluster", id, aws.ToString(c.DBClusterArn)), Engine: aws.ToString(c.Engine),
			}
			if row.ARN == "" || row.Engine == "" || c.StorageEncrypted == nil || c.MultiAZ == nil {
				return &absentError{"DBClusterArn, Engine, StorageEncrypted or MultiAZ", id}
			}
			row.Name, row.StorageEncrypted, row.MultiAZ = id, *c.StorageEncrypted, *c.MultiAZ
			emit(row)
		}
	}
	return nil
}

func describeDBMajorVersions(ctx context.Context, s Session, emit func(inventory.DBMajorVersion)) error {
	pages := rds.NewDescribeDBMajorEngineVersionsPaginator(s.rds(), &rds.DescribeDBMajorEngineVersionsInput{MaxRecords: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.DBMajorEngineVersions {
			engine, major := aws.ToString(v.Engine), aws.ToString(v.MajorEngineVersion)
			if engine == "" || major == "" {
				return &absentError{"Engine or MajorEngineVersion", engine + major}
			}
			row := inventory.DBMajorVersion{
				Resource: s.Resource("AWS::RDS::DBMajorEngineVersion", engine+":"+major, s.ARN("rds", "major-engine-version:"+engine+":"+major)),
				Engine:   engine, MajorEngineVersion: major,
			}
			for _, l := range v.SupportedEngineLifecycles {
				if l.LifecycleSupportName == types.LifecycleSupportNameOpenSourceRdsStandardSupport {
					row.StandardSupportEnd = dateOf(l.LifecycleSupportEndDate)
				}
			}
			emit(row)
		}
	}
	return nil
}

func versionsOf(d inventory.DBInstance) []inventory.Resource {
	return []inventory.Resource{d.Version()}
}

func describeDBEngineVersion(ctx context.Context, s Session, v inventory.Resource, emit func(inventory.DBEngineVersion)) error {
	engine, version, _ := strings.Cut(v.ID, ":")
	pages := rds.NewDescribeDBEngineVersionsPaginator(s.rds(), &rds.DescribeDBEngineVersionsInput{
		Engine: &engine, EngineVersion: &version, IncludeAll: aws.Bool(true), MaxRecords: aws.Int32(100),
	})
	row := inventory.DBEngineVersion{Resource: v}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, found := range page.DBEngineVersions {
			if aws.ToString(found.EngineVersion) == version {
				row.Status = aws.ToString(found.Status)
			}
		}
	}
	emit(row)
	return nil
}
