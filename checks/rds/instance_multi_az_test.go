package rds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceMultiAZ(t *testing.T) {
	two := func(d *inventory.DBInstance) { d.MultiAZ = true }
	replica := func(d *inventory.DBInstance) { d.ReadReplicaSource = "orders" }
	checktest.Run(t, InstanceMultiAZ, checktest.Cases{
		"two zones":      checktest.Pass(instance("postgres", two)),
		"one zone":       checktest.Fail(instance("postgres")),
		"of a cluster":   checktest.NotApplicable(instance("aurora-mysql", inCluster)),
		"a read replica": checktest.NotApplicable(instance("postgres", replica)),
		"of Neptune":     checktest.NotApplicable(instance("neptune", inCluster)),
	})
}
