package rds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceMinorUpgrades(t *testing.T) {
	on := func(d *inventory.DBInstance) { d.AutoMinorVersionUpgrade = true }
	checktest.Run(t, InstanceMinorUpgrades, checktest.Cases{
		"on":             checktest.Pass(instance("postgres", on)),
		"off":            checktest.Fail(instance("postgres")),
		"on, of Aurora":  checktest.Pass(instance("aurora-mysql", on, inCluster)),
		"off, of Aurora": checktest.Fail(instance("aurora-mysql", inCluster)),
		"RDS Custom":     checktest.NotApplicable(instance("custom-oracle-ee")),
		"DocumentDB":     checktest.NotApplicable(instance("docdb")),
	})
}
