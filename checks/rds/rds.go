// Package rds holds the checks of RDS and Aurora: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package rds

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	ClusterEncrypted,
	ClusterMultiAZ,
	EngineSupported,
	InstanceEncrypted,
	InstanceMinorUpgrades,
	InstanceMultiAZ,
	InstanceNotPublic,
}
