package rds

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEngineSupported(t *testing.T) {
	runs := func(engine, version, status string) []inventory.Part {
		d := newInstance(engine)
		d.EngineVersion = version
		return []inventory.Part{
			inventory.DBInstances.Of(d), inventory.DBEngineVersions.Of(inventory.DBEngineVersion{Resource: d.Version(), Status: status}),
		}
	}
	major := func(engine, version string, days int) inventory.DBMajorVersion {
		return inventory.DBMajorVersion{
			Resource: checktest.Resource("AWS::RDS::DBMajorEngineVersion", engine+version), Engine: engine, MajorEngineVersion: version,
			StandardSupportEnd: checktest.Now.AddDate(0, 0, days),
		}
	}
	without := major("postgres", "17", 0)
	without.StandardSupportEnd = time.Time{}
	majors := inventory.DBMajorVersions.Of(major("mysql", "8.0", -100), major("mysql", "8", 1000), major("mysql", "8.4", 1000),
		major("postgres", "1", -1000), major("postgres", "16", 500), without, major("aurora-mysql", "8.0", 500))
	with := func(parts []inventory.Part, more ...inventory.Part) []inventory.Part { return append(parts, more...) }
	checktest.Run(t, EngineSupported, checktest.Cases{
		"supported":                          checktest.Pass(with(runs("postgres", "16.10", "available"), majors)...),
		"a longer number begins alike":       checktest.Pass(with(runs("postgres", "16.1", "available"), majors)...),
		"extended support":                   checktest.Fail(with(runs("mysql", "8.0.35", "available"), majors)...).Says("standard support ended on 2026-08-16"),
		"the next major version":             checktest.Pass(with(runs("mysql", "8.4.3", "available"), majors)...),
		"Aurora counts by itself":            checktest.Pass(with(runs("aurora-mysql", "8.0.mysql_aurora.3.05.2", "available"), majors)...),
		"a minor version that is withdrawn":  checktest.Fail(with(runs("postgres", "16.1", "deprecated"), majors)...).Says("withdrawn"),
		"AWS tells no end":                   checktest.Pass(with(runs("postgres", "17.2", "available"), majors)...),
		"Oracle, of which AWS tells nothing": checktest.Pass(with(runs("oracle-ee", "19.0.0.0.ru-2025-10.rur-2025-10.r1", "available"), majors)...),
		"Oracle, withdrawn":                  checktest.Fail(with(runs("oracle-ee", "12.1.0.2.v1", "deprecated"), majors)...),
		"a version that AWS does not list":   checktest.Unknown(with(runs("sqlserver-ee", "99", ""), majors)...),
		"of Neptune":                         checktest.NotApplicable(with(runs("neptune", "1.3", "available"), majors)...),
		"lifecycles denied":                  checktest.Unknown(with(runs("postgres", "16.10", "available"), inventory.DBMajorVersions.Missing(checktest.Denied()))...),
		"lifecycles denied, withdrawn":       checktest.Fail(with(runs("postgres", "16.1", "deprecated"), inventory.DBMajorVersions.Missing(checktest.Denied()))...),
		"versions denied, extended support": checktest.Fail(instance("mysql", func(d *inventory.DBInstance) { d.EngineVersion = "8.0.35" }), majors,
			inventory.DBEngineVersions.Missing(checktest.Denied())),
	})
}
