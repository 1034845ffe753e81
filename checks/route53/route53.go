// Package route53 holds the checks of Route 53: one file a check, listed here. To
// add one, write its file and its cases beside it, and add it to the list.
package route53

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	NoDanglingRecords,
}
