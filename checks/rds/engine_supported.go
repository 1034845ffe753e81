package rds

import (
	"fmt"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// EngineSupported is the check rds.engine-supported.
var EngineSupported = &check.Check{
	ID:        "rds.engine-supported",
	Title:     "RDS engine versions are supported by the community and AWS",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::RDS::DBInstance",
	Logic:     "AWS still offers the version that each DB instance runs, and where it tells until when the major version has standard support, that day has not come. Extended support, which AWS sells after that day, does not count: the community repairs no flaws any more. Neptune and DocumentDB, which share the API, are not asked.",
	Rationale: "A version without support gets no repairs, or late and at a price. Its known flaws stay open.",
	Remedy:    "Modify the instance and choose a newer engine version.",
	Fix: check.Fix{
		Console: "Modify the instance and choose a newer engine version.",
		CLI: `aws rds describe-db-engine-versions --engine ENGINE --engine-version OLD_VERSION --query 'DBEngineVersions[].ValidUpgradeTarget[].EngineVersion'
aws rds modify-db-instance --db-instance-identifier INSTANCE --engine-version VERSION --allow-major-version-upgrade --apply-immediately`,
		Terraform: `resource "aws_db_instance" "NAME" {
  # what it has
  engine_version              = "VERSION"
  allow_major_version_upgrade = true
}`,
		Breaks: "A major version changes what statements do, and the instance is away for minutes: try it on a restored snapshot, or by a blue/green deployment.",
		Undo:   "An upgrade cannot be undone: keep a snapshot of before.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html", "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBMajorEngineVersions.html", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.DBInstances, engineSupported, inventory.DBMajorVersions, inventory.DBEngineVersions),
}

func engineSupported(e check.Env, d inventory.DBInstance) check.Verdict {
	if other := notOfRDS(d.Engine); other != nil {
		return *other
	}
	saw := []check.Evidence{check.Saw("Engine", d.Engine), check.Saw("EngineVersion", d.EngineVersion)}
	version := d.Version()
	status := check.Aside(e, func(e check.Env) string { return check.Detail(e, inventory.DBEngineVersions, version).Status })
	offered := check.SawOn(version, "Status", status.Value)
	if status.Value == "deprecated" {
		return check.Fail("runs "+d.Engine+" "+d.EngineVersion+", which AWS has withdrawn", append(saw, offered)...)
	}
	if major, ok := majorVersion(e, d); ok {
		end := check.SawOn(major.Resource, "StandardSupportEnd", major.StandardSupportEnd)
		saw = append(saw, check.SawOn(major.Resource, "MajorEngineVersion", major.MajorEngineVersion), end)
		if !major.StandardSupportEnd.IsZero() && e.Now.After(major.StandardSupportEnd) {
			return check.Fail(fmt.Sprintf("runs %s %s, whose standard support ended on %s", d.Engine, d.EngineVersion,
				major.StandardSupportEnd.Format(time.DateOnly)), saw...)
		}
	}
	if check.Rely(e, status) != "available" {
		return check.Unknown("runs a version that AWS does not list: "+d.EngineVersion, append(saw, offered)...)
	}
	return check.Pass("runs "+d.Engine+" "+d.EngineVersion+", which is supported", append(saw, offered)...)
}

// majorVersion returns the major version that the instance's is one of: 8.0 of
// 8.0.35, and of 8.0.mysql_aurora.3.05.2.
func majorVersion(e check.Env, d inventory.DBInstance) (inventory.DBMajorVersion, bool) {
	var found inventory.DBMajorVersion
	for _, v := range check.Rows(e, inventory.DBMajorVersions, e.Account.Resource()) {
		fits := v.Engine == d.Engine && strings.HasPrefix(d.EngineVersion+".", v.MajorEngineVersion+".")
		if fits && len(v.MajorEngineVersion) > len(found.MajorEngineVersion) {
			found = v
		}
	}
	return found, found.MajorEngineVersion != ""
}
