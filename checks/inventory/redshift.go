package inventory

// RedshiftClusters holds every provisioned cluster of Redshift:
// redshift:DescribeClusters.
var RedshiftClusters = NewTable[RedshiftCluster]("redshift.clusters")

// A RedshiftCluster is a data warehouse of servers that AWS runs.
type RedshiftCluster struct {
	Resource
	PubliclyAccessible     bool
	IPAddressType          string // ipv4 or dualstack
	Port                   int    // Endpoint.Port: zero while AWS makes the cluster
	VPCID                  string
	AvailabilityZone       string // empty while AWS makes the cluster
	SecondaryZone          string // MultiAZSecondary.AvailabilityZone: empty unless it is in two zones
	ClusterSubnetGroupName string
	VPCSecurityGroups      []string // the VpcSecurityGroupId of each
}

// RedshiftSubnetGroups holds every cluster subnet group:
// redshift:DescribeClusterSubnetGroups. Its ID is the ClusterSubnetGroupName.
var RedshiftSubnetGroups = NewTable[RedshiftSubnetGroup]("redshift.cluster_subnet_groups")

// A RedshiftSubnetGroup is the subnets that clusters may lie in.
type RedshiftSubnetGroup struct {
	Resource
	Subnets []DBSubnet
}
