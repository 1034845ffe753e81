package wafv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RuleMetrics is the check wafv2.rule-metrics.
var RuleMetrics = &check.Check{
	ID:        "wafv2.rule-metrics",
	Title:     "WAF rules and rule groups emit metrics",
	Domain:    check.DetectiveControls,
	Severity:  check.Low,
	Resource:  "AWS::WAFv2::RuleGroup",
	Logic:     "Reads the visibility configuration of each web ACL, of each rule group, and of each of their rules. Passes if metrics of CloudWatch are on in all of them.",
	Rationale: "Metrics show that a rule suddenly blocks customers or an attack began. Without them nobody is alarmed.",
	Remedy:    "Turn on CloudWatch metrics of the rule that the finding names.",
	Fix: check.Fix{
		Console: "AWS WAF console, Web ACLs or Rule groups, the rule, Edit: turn on CloudWatch metrics.",
		CLI: `aws wafv2 get-rule-group --scope REGIONAL --name NAME --id ID > group.json
# Set CloudWatchMetricsEnabled to true in each VisibilityConfig, and write the rules to rules.json.
aws wafv2 update-rule-group --scope REGIONAL --name NAME --id ID --lock-token LOCK_TOKEN \
  --visibility-config SampledRequestsEnabled=true,CloudWatchMetricsEnabled=true,MetricName=NAME --rules file://rules.json`,
		Terraform: `resource "aws_wafv2_rule_group" "rules" {
  rule {
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "RULE"
      sampled_requests_enabled   = true
    }
  }
}`,
		Breaks: "Nothing: the rules match as before. CloudWatch bills the metrics.",
		Undo:   "Set CloudWatchMetricsEnabled to false the same way.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing-activities.html",
		"https://docs.aws.amazon.com/waf/latest/APIReference/API_VisibilityConfig.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-12",
	},
	Controls: []string{"FSBP/WAF.12"},
	Assess: check.Together(
		check.ForEach(inventory.WAFWebACLs, webACLMetrics),
		check.ForEach(inventory.WAFGlobalWebACLs, webACLMetrics),
		check.ForEach(inventory.WAFRuleGroups, ruleGroupMetrics),
		check.ForEach(inventory.WAFGlobalRuleGroups, ruleGroupMetrics),
	),
}

func webACLMetrics(_ check.Env, a inventory.WAFWebACL) check.Verdict {
	return emitsMetrics(a.Metrics, a.Rules)
}

func ruleGroupMetrics(_ check.Env, g inventory.WAFRuleGroup) check.Verdict {
	return emitsMetrics(g.Metrics, g.Rules)
}

func emitsMetrics(itself bool, rules []inventory.WAFRule) check.Verdict {
	saw := []check.Evidence{check.Saw("Metrics", itself), check.Saw("Rules", rules)}
	for _, r := range rules {
		if !r.Metrics {
			return check.Fail("has a rule without metrics: "+r.Name, saw...)
		}
	}
	return check.PassIf(itself, "emits metrics, and so does each rule", "emits no metrics", saw...)
}
