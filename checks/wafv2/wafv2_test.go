package wafv2

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

var (
	regionalACL = checktest.Resource("AWS::WAFv2::WebACL", "a")
	globalACL   = checktest.Resource("AWS::WAFv2::WebACL", "global")
	ruleGroup   = checktest.Resource("AWS::WAFv2::RuleGroup", "g")
)

func acl(rules ...inventory.WAFRule) inventory.Part {
	return inventory.WAFWebACLs.Of(inventory.WAFWebACL{Resource: regionalACL, Rules: rules})
}

func distributionACL(rules ...inventory.WAFRule) inventory.Part {
	return inventory.WAFGlobalWebACLs.Of(inventory.WAFWebACL{Resource: globalACL, Rules: rules})
}

func rulesOf(rules ...inventory.WAFRule) inventory.Part {
	return inventory.WAFRuleGroups.Of(inventory.WAFRuleGroup{Resource: ruleGroup, Rules: rules})
}
