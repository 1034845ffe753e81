package wafv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestManagedRulesPresent(t *testing.T) {
	checktest.Run(t, ManagedRulesPresent, checktest.Cases{
		"both":                 checktest.Pass(acl(managed("AWS:AWSManagedRulesCommonRuleSet"), managed("AWS:AWSManagedRulesKnownBadInputsRuleSet"))),
		"both, for CloudFront": checktest.Pass(distributionACL(managed("AWS:AWSManagedRulesCommonRuleSet"), managed("AWS:AWSManagedRulesKnownBadInputsRuleSet"))),
		"one":                  checktest.Fail(acl(managed("AWS:AWSManagedRulesCommonRuleSet"))).Says("AWSManagedRulesKnownBadInputsRuleSet"),
		"none":                 checktest.Fail(acl()),
		"one only counts": checktest.Fail(acl(managed("AWS:AWSManagedRulesCommonRuleSet"),
			inventory.WAFRule{ManagedRuleGroup: "AWS:AWSManagedRulesKnownBadInputsRuleSet", Counts: true})).Says("only counts"),
		"of another vendor": checktest.Fail(acl(managed("Vendor:AWSManagedRulesCommonRuleSet"), managed("AWS:AWSManagedRulesKnownBadInputsRuleSet"))),
		"one asked for":     checktest.Pass(acl(managed("AWS:AWSManagedRulesCommonRuleSet"))).With("managed-rules", []string{"AWSManagedRulesCommonRuleSet"}),
		"denied":            checktest.Unknown(inventory.WAFWebACLs.Missing(checktest.Denied(regionalACL))),
	})
}

func managed(name string) inventory.WAFRule { return inventory.WAFRule{ManagedRuleGroup: name} }
