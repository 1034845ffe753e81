package wafv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestWebACLNotEmpty(t *testing.T) {
	checktest.Run(t, WebACLNotEmpty, checktest.Cases{
		"a rule":                      checktest.Pass(acl(inventory.WAFRule{Name: "r"})),
		"no rules":                    checktest.Fail(acl()),
		"no rules, of CloudFront":     checktest.Fail(distributionACL()),
		"a rule group, of CloudFront": checktest.Pass(distributionACL(inventory.WAFRule{RuleGroupARN: "arn:g"})),
		"denied":                      checktest.Unknown(inventory.WAFGlobalWebACLs.Missing(checktest.Denied(globalACL))),
	})
}
