package wafv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRateLimitPresent(t *testing.T) {
	checktest.Run(t, RateLimitPresent, checktest.Cases{
		"limits":                             checktest.Pass(acl(limit)),
		"for CloudFront":                     checktest.Pass(distributionACL(limit)),
		"none":                               checktest.Fail(acl(inventory.WAFRule{Name: "other"})),
		"none, for CloudFront":               checktest.Fail(distributionACL()),
		"only counts":                        checktest.Fail(acl(inventory.WAFRule{Name: "rate", RateBased: true, Counts: true})),
		"in a rule group":                    checktest.Pass(acl(runs), rulesOf(limit)),
		"in a rule group that only counts":   checktest.Fail(acl(inventory.WAFRule{RuleGroupARN: ruleGroup.ARN, Counts: true}), rulesOf(limit)),
		"not in the rule group":              checktest.Fail(acl(runs), rulesOf()),
		"a rule group of another account":    checktest.Unknown(acl(runs)).Says("not one of this account"),
		"rule groups denied":                 checktest.Unknown(acl(runs), inventory.WAFRuleGroups.Missing(checktest.Denied())),
		"rule groups denied, and not needed": checktest.Pass(acl(limit, runs), inventory.WAFRuleGroups.Missing(checktest.Denied())),
	})
}

var (
	limit = inventory.WAFRule{Name: "rate", RateBased: true}
	runs  = inventory.WAFRule{Name: "ours", RuleGroupARN: ruleGroup.ARN}
)
