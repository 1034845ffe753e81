package rds

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// InstanceNotPublic is the check rds.instance-not-public.
var InstanceNotPublic = &check.Check{
	ID:        "rds.instance-not-public",
	Title:     "RDS instances are not publicly accessible",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Critical,
	Resource:  "AWS::RDS::DBInstance",
	Logic:     "Exposure, not hygiene: passes a DB instance that is not marked as publicly accessible, as it has private addresses only. Of one that is, follows the way from the internet to its port, and fails if VPC Block Public Access, the route of its subnet to an internet gateway, network ACLs in both directions and its security groups together let a quarter of the public addresses or more through. One that is marked and that nothing leads to passes. Load balancers in front of it are not looked at.",
	Rationale: "A database that the internet reaches is one guessed password, or one unpatched flaw, from being read and encrypted by others.",
	Remedy:    "Set the instance to not publicly accessible, and narrow its security groups to the groups or ranges of its clients. Put the instance into subnets without a route to an internet gateway.",
	Fix: check.Fix{
		Console: "RDS console, Databases, the instance, Modify, Connectivity, Additional configuration: choose Not publicly accessible. Narrow its security groups in the VPC console.",
		CLI: `aws rds modify-db-instance --db-instance-identifier INSTANCE --no-publicly-accessible
aws ec2 revoke-security-group-ingress --group-id SG_ID --security-group-rule-ids RULE_ID`,
		Terraform: `resource "aws_db_instance" "db" {
  publicly_accessible = false
}`,
		Breaks: "Clients outside the VPC can no longer connect, unless they come by a VPN, peering or a bastion: the name of the instance then resolves to a private address. RDS applies it at once, whatever the maintenance window.",
		Undo:   "aws rds modify-db-instance --db-instance-identifier INSTANCE --publicly-accessible, and authorize the old rule again.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2"},
	Controls:   []string{"CIS-1.5/2.3.3", "CIS-2.0/2.3.3", "CIS-3.0/2.3.3", "CIS-4.0/2.2.3", "CIS-5.0/2.2.3", "CIS-6.0/3.2.3", "CIS-7.0/3.2.3", "FSBP/RDS.2"},
	Assess:     check.ForEach(inventory.DBInstances, instanceNotPublic, reach.DatabaseTables...),
}

func instanceNotPublic(e check.Env, d inventory.DBInstance) check.Verdict {
	if d.PubliclyAccessible && d.Port == 0 {
		return check.NotApplicable("has no endpoint yet", check.Saw("PubliclyAccessible", true), check.Saw("Port", 0))
	}
	switch a := reach.ToDatabase(e, d); a.State {
	case reach.Reached:
		return check.Fail(fmt.Sprintf("is reached from the internet at %s: %s", reach.Describe(a.Openings), a.Why), a.Seen...)
	case reach.Blocked:
		return check.Pass("is not reached from the internet: "+a.Why, a.Seen...)
	default:
		return check.Unknown(a.Why, a.Seen...)
	}
}
