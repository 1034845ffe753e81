// Package opensearch holds the checks of OpenSearch Service: one file a check,
// listed here. To add one, write its file and its cases beside it, and add it to
// the list.
package opensearch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Checks lists the checks of this package.
var Checks = []*check.Check{
	DashboardsFederated,
	NotPublic,
	PolicyTrustedAccounts,
}

// policyOf returns the access policy of a domain.
func policyOf(d inventory.OpenSearchDomain) inventory.ResourcePolicy {
	return inventory.ResourcePolicy{Resource: d.Resource, Policy: d.Policy}
}
