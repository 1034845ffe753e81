// Package glacier holds the checks of S3 Glacier: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package glacier

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	VaultPolicyNotPublic,
}
