package rds

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func newInstance(engine string) inventory.DBInstance {
	return inventory.DBInstance{Resource: checktest.Resource("AWS::RDS::DBInstance", "db"), Engine: engine}
}

func instance(engine string, changes ...func(*inventory.DBInstance)) inventory.Part {
	d := newInstance(engine)
	for _, change := range changes {
		change(&d)
	}
	return inventory.DBInstances.Of(d)
}

func inCluster(d *inventory.DBInstance) { d.DBClusterIdentifier = "shop" }

func cluster(engine string, changes ...func(*inventory.DBCluster)) inventory.Part {
	c := inventory.DBCluster{Resource: checktest.Resource("AWS::RDS::DBCluster", "shop"), Engine: engine}
	for _, change := range changes {
		change(&c)
	}
	return inventory.DBClusters.Of(c)
}
