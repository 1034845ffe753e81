// Package cognito holds the checks of Cognito: one file a check, listed here. To
// add one, write its file and its cases beside it, and add it to the list.
package cognito

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	WAFAssociated,
}
