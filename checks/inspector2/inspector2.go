// Package inspector2 holds the checks of Amazon Inspector: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package inspector2

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	Enabled,
	NoActiveFindings,
}
