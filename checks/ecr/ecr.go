// Package ecr holds the checks of ECR: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package ecr

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	LatestImageVulnerabilities,
	PolicyNotPublic,
}
