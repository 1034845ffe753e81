package wafv2

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ManagedRulesPresent is the check wafv2.managed-rules-present.
var ManagedRulesPresent = &check.Check{
	ID:        "wafv2.managed-rules-present",
	Title:     "WAF web ACLs include core and known-bad-input managed rules",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::WAFv2::WebACL",
	Logic:     "Looks at the rules of each web ACL, those of Firewall Manager included. Passes if each managed rule group of the parameter managed-rules is among them and not overridden to count. Groups of other vendors do not count, and overrides of single rules are not looked at.",
	Rationale: "The core rules and those for known bad inputs stop what scanners try on every site, such as Log4Shell and path traversal. A web ACL without them lets it through.",
	Remedy:    "Add the managed rule groups that the finding names, first with their action overridden to count, and end the override once nothing good is matched.",
	Fix: check.Fix{
		Console: "AWS WAF console, Web ACLs, the web ACL, Rules, Add managed rule groups: turn on Core rule set and Known bad inputs.",
		CLI: `aws wafv2 get-web-acl --scope REGIONAL --name NAME --id ID > acl.json
# Add the managed rule groups to its Rules, and write those and its VisibilityConfig to the files below.
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
		Breaks: "Requests that the rules take for attacks get status 403: long bodies, uploads and odd URLs among them.",
		Undo:   "Put the former rules, which acl.json of before has, with update-web-acl.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-using-managed-rule-groups.html",
	},
	Controls: []string{},
	Params:   []check.Setting{managedRules},
	Assess: check.Together(
		check.ForEach(inventory.WAFWebACLs, managedRulesPresent),
		check.ForEach(inventory.WAFGlobalWebACLs, managedRulesPresent),
	),
}

func managedRulesPresent(e check.Env, a inventory.WAFWebACL) check.Verdict {
	saw := check.Saw("Rules", a.Rules)
	for _, name := range managedRules.Get(e) {
		named := func(r inventory.WAFRule) bool { return r.ManagedRuleGroup == "AWS:"+name }
		i := slices.IndexFunc(a.Rules, func(r inventory.WAFRule) bool { return named(r) && !r.Counts })
		switch {
		case i >= 0:
		case slices.ContainsFunc(a.Rules, named):
			return check.Fail("only counts what "+name+" matches", saw)
		default:
			return check.Fail("does not run "+name, saw)
		}
	}
	return check.Pass("runs the managed rules", saw)
}

var managedRules = check.NewParam("managed-rules", []string{"AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"},
	"managed rule groups of AWS that a web ACL must run")
