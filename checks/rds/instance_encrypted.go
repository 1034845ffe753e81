package rds

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceEncrypted is the check rds.instance-encrypted.
var InstanceEncrypted = &check.Check{
	ID:        "rds.instance-encrypted",
	Title:     "RDS instance storage is encrypted",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::RDS::DBInstance",
	Logic:     "StorageEncrypted of each DB instance is true. The storage of one that is in a cluster of Aurora is the cluster's, and left to rds.cluster-encrypted. Neptune and DocumentDB, which share the API, are not asked.",
	Rationale: "Backups, snapshots and replicas of a database that is not encrypted are not either. Whoever gets hold of one of them reads all that was ever in it.",
	Remedy:    "An instance cannot be encrypted in place.",
	Fix: check.Fix{
		Console: "Take a snapshot, copy it with encryption, and restore an instance from the copy.",
		CLI: `aws rds create-db-snapshot --db-instance-identifier INSTANCE --db-snapshot-identifier SNAPSHOT
aws rds copy-db-snapshot --source-db-snapshot-identifier SNAPSHOT --target-db-snapshot-identifier ENCRYPTED_SNAPSHOT --kms-key-id KEY_ARN
aws rds restore-db-instance-from-db-snapshot --db-instance-identifier NEW_INSTANCE --db-snapshot-identifier ENCRYPTED_SNAPSHOT`,
		Terraform: `# This replaces the instance: restore it from the encrypted copy of a snapshot, or its data is lost.
resource "aws_db_instance" "NAME" {
  # what it has
  snapshot_identifier = "ENCRYPTED_SNAPSHOT"
  storage_encrypted   = true
  kms_key_id          = "KEY_ARN"
}`,
		Breaks: "What is written after the snapshot is lost, so stop writing first; the new instance has another address.",
		Undo:   "Go back to the old instance while it is kept.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3"},
	Controls:   []string{"CIS-1.4/2.3.1", "CIS-1.5/2.3.1", "CIS-2.0/2.3.1", "CIS-3.0/2.3.1", "CIS-4.0/2.2.1", "CIS-5.0/2.2.1", "CIS-6.0/3.2.1", "CIS-7.0/3.2.1", "FSBP/RDS.3"},
	Assess:     check.ForEach(inventory.DBInstances, instanceEncrypted),
}

func instanceEncrypted(_ check.Env, d inventory.DBInstance) check.Verdict {
	if other := notOfRDS(d.Engine); other != nil {
		return *other
	}
	saw := []check.Evidence{check.Saw("Engine", d.Engine), check.Saw("DBClusterIdentifier", d.DBClusterIdentifier)}
	if d.DBClusterIdentifier != "" && strings.HasPrefix(d.Engine, "aurora") {
		return check.NotApplicable("has its storage in the cluster "+d.DBClusterIdentifier, saw...)
	}
	return check.PassIf(d.StorageEncrypted, "has encrypted storage", "has storage that is not encrypted",
		append(saw, check.Saw("StorageEncrypted", d.StorageEncrypted))...)
}
