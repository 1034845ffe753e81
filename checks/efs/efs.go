// Package efs holds the checks of Elastic File System: one file a check, listed here.
// To add one, write its file and its cases beside it, and add it to the list.
package efs

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	EncryptedAtRest,
}
