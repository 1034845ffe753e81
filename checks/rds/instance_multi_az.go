package rds

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceMultiAZ is the check rds.instance-multi-az.
var InstanceMultiAZ = &check.Check{
	ID:        "rds.instance-multi-az",
	Title:     "RDS instances are Multi-AZ",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::RDS::DBInstance",
	Logic:     "MultiAZ of each DB instance is true. Instances of a cluster are left to rds.cluster-multi-az, and read replicas to the instance that they are of. Neptune and DocumentDB, which share the API, are not asked.",
	Rationale: "When its zone fails, a database in one zone is gone until the zone is back or a backup was restored. With a standby in another zone it is gone for a minute.",
	Remedy:    "Modify the instance, Availability, create a standby instance.",
	Fix: check.Fix{
		Console: "Modify the instance, Availability, create a standby instance.",
		CLI:     "aws rds modify-db-instance --db-instance-identifier INSTANCE --multi-az --apply-immediately",
		Terraform: `resource "aws_db_instance" "NAME" {
  # what it has
  multi_az = true
}`,
		Breaks: "It doubles the price, and writes take a little longer; while the standby is made, the disk is slower.",
		Undo:   "aws rds modify-db-instance --db-instance-identifier INSTANCE --no-multi-az --apply-immediately.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5"},
	Controls:   []string{"CIS-4.0/2.2.4", "CIS-5.0/2.2.4", "CIS-6.0/3.2.4", "CIS-7.0/3.2.4", "FSBP/RDS.5"},
	Assess:     check.ForEach(inventory.DBInstances, instanceMultiAZ),
}

func instanceMultiAZ(_ check.Env, d inventory.DBInstance) check.Verdict {
	if other := notOfRDS(d.Engine); other != nil {
		return *other
	}
	saw := []check.Evidence{check.Saw("Engine", d.Engine), check.Saw("DBClusterIdentifier", d.DBClusterIdentifier)}
	if d.DBClusterIdentifier != "" {
		return check.NotApplicable("is in the cluster "+d.DBClusterIdentifier, saw...)
	}
	saw = append(saw, check.Saw("ReadReplicaSource", d.ReadReplicaSource))
	if d.ReadReplicaSource != "" {
		return check.NotApplicable("is a read replica of "+d.ReadReplicaSource, saw...)
	}
	return check.PassIf(d.MultiAZ, "has a standby in another zone", "is in one zone only", append(saw, check.Saw("MultiAZ", d.MultiAZ))...)
}
