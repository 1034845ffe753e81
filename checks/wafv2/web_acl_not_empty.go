package wafv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WebACLNotEmpty is the check wafv2.web-acl-not-empty.
var WebACLNotEmpty = &check.Check{
	ID:        "wafv2.web-acl-not-empty",
	Title:     "WAF web ACLs hold rules or rule groups",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::WAFv2::WebACL",
	Logic:     "Passes if the web ACL has a rule or rule group, of its own or of Firewall Manager.",
	Rationale: "A web ACL without rules does its default action with every request, while whoever sees it associated takes the application for protected.",
	Remedy:    "Add rules, such as the managed rule groups of AWS, or delete the web ACL.",
	Fix: check.Fix{
		Console: "AWS WAF console, Web ACLs, the web ACL, Rules, Add rules.",
		CLI: `aws wafv2 get-web-acl --scope REGIONAL --name NAME --id ID > acl.json
# Add rules to its Rules, and write those and its VisibilityConfig to the files below.
aws wafv2 update-web-acl --scope REGIONAL --name NAME --id ID --lock-token LOCK_TOKEN \
  --default-action Allow={} --visibility-config file://visibility.json --rules file://rules.json`,
		Terraform: `resource "aws_wafv2_web_acl" "web" {
  rule {
    name     = "core"
    priority = 10
    override_action { none {} }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
  }
}`,
		Breaks: "Requests that the rules match are blocked; let rules count first.",
		Undo:   "Put the former rules, which acl.json of before has, with update-web-acl.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10",
	},
	Controls: []string{"FSBP/WAF.10"},
	Assess: check.Together(
		check.ForEach(inventory.WAFWebACLs, webACLNotEmpty),
		check.ForEach(inventory.WAFGlobalWebACLs, webACLNotEmpty),
	),
}

func webACLNotEmpty(_ check.Env, a inventory.WAFWebACL) check.Verdict {
	return check.PassIf(len(a.Rules) > 0, "has rules", "has no rules", check.Saw("Rules", a.Rules))
}
