package rds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceEncrypted(t *testing.T) {
	checktest.Run(t, InstanceEncrypted, checktest.Cases{
		"encrypted":              checktest.Pass(instance("postgres", func(d *inventory.DBInstance) { d.StorageEncrypted = true })),
		"not":                    checktest.Fail(instance("postgres")),
		"of a cluster of Aurora": checktest.NotApplicable(instance("aurora-postgresql", inCluster)),
		"of a cluster of MySQL":  checktest.Fail(instance("mysql", inCluster)),
		"of Neptune":             checktest.NotApplicable(instance("neptune")),
	})
}
