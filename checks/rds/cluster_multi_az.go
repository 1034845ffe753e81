package rds

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ClusterMultiAZ is the check rds.cluster-multi-az.
var ClusterMultiAZ = &check.Check{
	ID:        "rds.cluster-multi-az",
	Title:     "RDS clusters span several zones",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::RDS::DBCluster",
	Logic:     "MultiAZ of each DB cluster of Aurora and RDS is true: its instances are in more than one zone. That the storage of Aurora always is does not count. Neptune and DocumentDB, which share the API, are not asked.",
	Rationale: "The data of a cluster outlives the loss of a zone, but with all instances in that zone nobody can get at it. A second instance elsewhere takes over within a minute.",
	Remedy:    "Add a reader to the cluster, in another zone.",
	Fix: check.Fix{
		Console: "Add a reader to the cluster, in another zone.",
		CLI:     "aws rds create-db-instance --db-instance-identifier READER --db-cluster-identifier CLUSTER --availability-zone ZONE --engine ENGINE --db-instance-class CLASS",
		Terraform: `resource "aws_rds_cluster_instance" "reader" {
  cluster_identifier = aws_rds_cluster.NAME.id
  engine             = aws_rds_cluster.NAME.engine
  instance_class     = "CLASS"
  availability_zone  = "ZONE"
}`,
		Breaks: "It costs another instance and breaks nothing.",
		Undo:   "aws rds delete-db-instance --db-instance-identifier READER.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-15"},
	Controls:   []string{"CIS-4.0/2.2.4", "CIS-5.0/2.2.4", "CIS-6.0/3.2.4", "CIS-7.0/3.2.4", "FSBP/RDS.15"},
	Assess:     check.ForEach(inventory.DBClusters, clusterMultiAZ),
}

func clusterMultiAZ(_ check.Env, c inventory.DBCluster) check.Verdict {
	if other := notOfRDS(c.Engine); other != nil {
		return *other
	}
	return check.PassIf(c.MultiAZ, "has instances in several zones", "has no instances in more than one zone",
		check.Saw("Engine", c.Engine), check.Saw("MultiAZ", c.MultiAZ))
}
