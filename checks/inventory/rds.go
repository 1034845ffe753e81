package inventory

import "time"

// DBInstances holds every DB instance of RDS, Aurora, Neptune and DocumentDB,
// which share the API: rds:DescribeDBInstances.
var DBInstances = NewTable[DBInstance]("rds.db_instances")

// A DBInstance is a database server that AWS runs.
type DBInstance struct {
	Resource
	Engine                  string // postgres, aurora-mysql, neptune, ...
	EngineVersion           string
	StorageEncrypted        bool
	MultiAZ                 bool
	AutoMinorVersionUpgrade bool
	DBClusterIdentifier     string // of the cluster that it is in
	ReadReplicaSource       string // ReadReplicaSourceDBInstanceIdentifier or ...DBClusterIdentifier

	PubliclyAccessible bool
	NetworkType        string     // IPV4, DUAL or IPV6
	Port               int        // Endpoint.Port: zero while AWS makes the instance
	AvailabilityZone   string     // empty while AWS makes the instance
	Subnets            []DBSubnet // of DBSubnetGroup
	VPCSecurityGroups  []string   // the VpcSecurityGroupId of each
}

// A DBSubnet is one of the subnets that a DB instance, or a cluster of Redshift,
// may lie in.
type DBSubnet struct {
	SubnetIdentifier       string
	SubnetAvailabilityZone string // its Name
}

// DBClusters holds every DB cluster of Aurora, RDS, Neptune and DocumentDB:
// rds:DescribeDBClusters.
var DBClusters = NewTable[DBCluster]("rds.db_clusters")

// A DBCluster is a group of DB instances over one storage, or of three with one each.
type DBCluster struct {
	Resource
	Engine           string
	StorageEncrypted bool
	// MultiAZ is whether its instances are in more than one zone. Its storage may
	// be when they are not.
	MultiAZ bool
}

// DBMajorVersions holds until when AWS supports each major version of the engines
// that it tells this of: rds:DescribeDBMajorEngineVersions, in the home region.
var DBMajorVersions = NewTable[DBMajorVersion]("rds.major_versions")

// A DBMajorVersion is a major version of an engine. AWS gives it no ARN; it is
// arn:PARTITION:rds:REGION:ACCOUNT:major-engine-version:ENGINE:VERSION here.
type DBMajorVersion struct {
	Resource
	Engine             string
	MajorEngineVersion string
	// StandardSupportEnd is the LifecycleSupportEndDate of standard support, zero
	// where AWS tells none.
	StandardSupportEnd time.Time
}

// DBEngineVersions holds each version that a DB instance runs:
// rds:DescribeDBEngineVersions, versions included that are no longer offered.
var DBEngineVersions = NewTable[DBEngineVersion]("rds.engine_versions")

// A DBEngineVersion is a version of an engine. Its ARN is
// arn:PARTITION:rds:REGION:ACCOUNT:engine-version:ENGINE:VERSION here.
type DBEngineVersion struct {
	Resource
	Status string // available or deprecated; empty if AWS lists no such version
}

// Version returns the version that the instance runs, as a resource.
func (d DBInstance) Version() Resource {
	id := d.Engine + ":" + d.EngineVersion
	return Resource{
		Partition: d.Partition, Account: d.Account, Region: d.Region, Type: "AWS::RDS::DBEngineVersion", ID: id, Name: id,
		ARN: "arn:" + d.Partition + ":rds:" + d.Region + ":" + d.Account + ":engine-version:" + id,
	}
}
