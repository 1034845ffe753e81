package inventory

// DBInstances holds every DB instance of RDS, Aurora, Neptune and DocumentDB,
// which share the API: rds:DescribeDBInstances.
var DBInstances = NewTable[DBInstance]("rds.db_instances")

// A DBInstance is a database server that AWS runs.
type DBInstance struct {
	Resource
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
