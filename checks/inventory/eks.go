package inventory

// EKSClusterList holds the identity of every cluster that AWS runs the control
// plane of, without those that are only connected: eks:ListClusters.
var EKSClusterList = NewTable[EKSClusterListEntry]("eks.cluster_list")

// An EKSClusterListEntry is all that the list says of a cluster. Its ID is the
// name.
type EKSClusterListEntry struct {
	Resource // AWS::EKS::Cluster
}

// EKSClusters holds every cluster: eks:DescribeCluster, for each of the list.
var EKSClusters = NewTable[EKSCluster]("eks.clusters")

// An EKSCluster is a Kubernetes control plane that AWS runs. Its endpoint is
// where the API server answers; of both kinds of access at least one is on.
type EKSCluster struct {
	Resource
	Endpoint             string // empty while AWS makes the cluster
	EndpointPublicAccess bool
	PublicAccessCIDRs    []string // who may reach the public endpoint, IPv4 and IPv6
}
