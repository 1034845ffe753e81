package rds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestClusterMultiAZ(t *testing.T) {
	checktest.Run(t, ClusterMultiAZ, checktest.Cases{
		"several zones": checktest.Pass(cluster("aurora-postgresql", func(c *inventory.DBCluster) { c.MultiAZ = true })),
		"one zone":      checktest.Fail(cluster("aurora-postgresql")),
		"of Neptune":    checktest.NotApplicable(cluster("neptune")),
	})
}
