package rds

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceMinorUpgrades is the check rds.instance-minor-upgrades.
var InstanceMinorUpgrades = &check.Check{
	ID:        "rds.instance-minor-upgrades",
	Title:     "RDS instances take minor upgrades automatically",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::RDS::DBInstance",
	Logic:     "AutoMinorVersionUpgrade of each DB instance is true. RDS Custom has none. Neptune and DocumentDB, which share the API, are not asked.",
	Rationale: "Minor versions repair flaws of the engine. An instance that nobody upgrades keeps those that are published, and attackers read the same notes.",
	Remedy:    "Modify the instance, Maintenance, Enable auto minor version upgrade.",
	Fix: check.Fix{
		Console: "Modify the instance, Maintenance, Enable auto minor version upgrade.",
		CLI:     "aws rds modify-db-instance --db-instance-identifier INSTANCE --auto-minor-version-upgrade --apply-immediately",
		Terraform: `resource "aws_db_instance" "NAME" {
  # what it has
  auto_minor_version_upgrade = true
}`,
		Breaks: "The setting itself interrupts nothing; an upgrade does for minutes, in the maintenance window.",
		Undo:   "aws rds modify-db-instance --db-instance-identifier INSTANCE --no-auto-minor-version-upgrade --apply-immediately. A version does not go back.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13"},
	Controls:   []string{"CIS-1.5/2.3.2", "CIS-2.0/2.3.2", "CIS-3.0/2.3.2", "CIS-4.0/2.2.2", "CIS-5.0/2.2.2", "CIS-6.0/3.2.2", "CIS-7.0/3.2.2", "FSBP/RDS.13"},
	Assess:     check.ForEach(inventory.DBInstances, instanceMinorUpgrades),
}

func instanceMinorUpgrades(_ check.Env, d inventory.DBInstance) check.Verdict {
	if other := notOfRDS(d.Engine); other != nil {
		return *other
	}
	engine := check.Saw("Engine", d.Engine)
	if strings.HasPrefix(d.Engine, "custom-") {
		return check.NotApplicable("is of RDS Custom, whose engine its owner upgrades", engine)
	}
	return check.PassIf(d.AutoMinorVersionUpgrade, "takes minor versions by itself", "takes no minor versions by itself",
		engine, check.Saw("AutoMinorVersionUpgrade", d.AutoMinorVersionUpgrade))
}
