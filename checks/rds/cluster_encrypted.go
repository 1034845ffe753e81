package rds

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ClusterEncrypted is the check rds.cluster-encrypted.
var ClusterEncrypted = &check.Check{
	ID:        "rds.cluster-encrypted",
	Title:     "RDS cluster storage is encrypted",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::RDS::DBCluster",
	Logic:     "StorageEncrypted of each DB cluster of Aurora and RDS is true. Neptune and DocumentDB, which share the API, are not asked.",
	Rationale: "Snapshots and clones of a cluster that is not encrypted are not either. Whoever gets hold of one of them reads all that was ever in it.",
	Remedy:    "A cluster cannot be encrypted in place.",
	Fix: check.Fix{
		Console: "Take a snapshot and restore a cluster from it with a key.",
		CLI: `aws rds create-db-cluster-snapshot --db-cluster-identifier CLUSTER --db-cluster-snapshot-identifier SNAPSHOT
aws rds restore-db-cluster-from-snapshot --db-cluster-identifier NEW_CLUSTER --snapshot-identifier SNAPSHOT --engine ENGINE --kms-key-id KEY_ARN
aws rds create-db-instance --db-instance-identifier INSTANCE --db-cluster-identifier NEW_CLUSTER --engine ENGINE --db-instance-class CLASS`,
		Terraform: `# This replaces the cluster: restore it from a snapshot, or its data is lost.
resource "aws_rds_cluster" "NAME" {
  # what it has
  snapshot_identifier = "SNAPSHOT"
  storage_encrypted   = true
  kms_key_id          = "KEY_ARN"
}`,
		Breaks: "What is written after the snapshot is lost, so stop writing first; the new cluster has another address.",
		Undo:   "Go back to the old cluster while it is kept.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-27"},
	Controls:   []string{"CIS-1.4/2.3.1", "CIS-1.5/2.3.1", "CIS-2.0/2.3.1", "FSBP/RDS.27"},
	Assess:     check.ForEach(inventory.DBClusters, clusterEncrypted),
}

func clusterEncrypted(_ check.Env, c inventory.DBCluster) check.Verdict {
	if other := notOfRDS(c.Engine); other != nil {
		return *other
	}
	return check.PassIf(c.StorageEncrypted, "has encrypted storage", "has storage that is not encrypted",
		check.Saw("Engine", c.Engine), check.Saw("StorageEncrypted", c.StorageEncrypted))
}
