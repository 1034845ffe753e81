package wafv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRuleMetrics(t *testing.T) {
	checktest.Run(t, RuleMetrics, checktest.Cases{
		"all":                   checktest.Pass(metrics(true, true)),
		"a rule without":        checktest.Fail(metrics(true, true, false)).Says("rule without metrics"),
		"itself without":        checktest.Fail(metrics(false, true)),
		"a web ACL":             checktest.Pass(inventory.WAFWebACLs.Of(inventory.WAFWebACL{Resource: regionalACL, Metrics: true})),
		"a web ACL, a rule not": checktest.Fail(inventory.WAFGlobalWebACLs.Of(inventory.WAFWebACL{Resource: globalACL, Metrics: true, Rules: []inventory.WAFRule{{Name: "quiet"}}})).Says("quiet"),
		"no web ACL":            checktest.None(),
	})
}

func metrics(itself bool, rules ...bool) inventory.Part {
	g := inventory.WAFRuleGroup{Resource: ruleGroup, Metrics: itself}
	for _, on := range rules {
		g.Rules = append(g.Rules, inventory.WAFRule{Name: "rule", Metrics: on})
	}
	return inventory.WAFRuleGroups.Of(g)
}
