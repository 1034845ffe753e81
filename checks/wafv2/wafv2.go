// Package wafv2 holds the checks of AWS WAF: one file a check, listed here. To add one, write its file and its cases
// beside it, and add it to the list.
package wafv2

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	ManagedRulesPresent,
	RateLimitPresent,
	RuleMetrics,
	WebACLLogging,
	WebACLNotEmpty,
}
