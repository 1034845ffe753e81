// Package checks is the catalogue: every check that is built in, by service.
package checks

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/kms"
	"github.com/yourside/yourside/checks/s3"
)

// All returns the built-in checks.
func All() []*check.Check {
	return slices.Concat(
		kms.Checks,
		s3.Checks,
	)
}
