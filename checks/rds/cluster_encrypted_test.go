package rds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestClusterEncrypted(t *testing.T) {
	checktest.Run(t, ClusterEncrypted, checktest.Cases{
		"encrypted":     checktest.Pass(cluster("aurora-mysql", func(c *inventory.DBCluster) { c.StorageEncrypted = true })),
		"not":           checktest.Fail(cluster("aurora-mysql")),
		"not, of MySQL": checktest.Fail(cluster("mysql")),
		"of DocumentDB": checktest.NotApplicable(cluster("docdb")),
	})
}
