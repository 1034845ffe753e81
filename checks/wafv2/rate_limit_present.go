package wafv2

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RateLimitPresent is the check wafv2.rate-limit-present.
var RateLimitPresent = &check.Check{
	ID:        "wafv2.rate-limit-present",
	Title:     "WAF web ACLs include a rate-based rule",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::WAFv2::WebACL",
	Logic:     "Looks for a rate-based rule among those of each web ACL and of the rule groups that it runs. Passes if there is one that does more than count. If there is none, a rule group of another account is UNKNOWN.",
	Rationale: "Without a limit one client may try passwords, scrape or flood as fast as it can, and each request costs.",
	Remedy:    "Add a rate-based rule that blocks, with a limit above what the busiest good client sends.",
	Fix: check.Fix{
		Console: "AWS WAF console, Web ACLs, the web ACL, Rules, Add my own rules: choose Rate-based rule.",
		CLI: `aws wafv2 get-web-acl --scope REGIONAL --name NAME --id ID > acl.json
# Add a rule with a RateBasedStatement, such as Limit 2000 and AggregateKeyType IP, to its Rules.
aws wafv2 update-web-acl --scope REGIONAL --name NAME --id ID --lock-token LOCK_TOKEN \
  --default-action Allow={} --visibility-config file://visibility.json --rules file://rules.json`,
		Terraform: `resource "aws_wafv2_web_acl" "web" {
  rule {
    name     = "rate"
    priority = 1
    action { block {} }
    statement {
      rate_based_statement {
        limit = 2000
      }
    }
  }
}`,
		Breaks: "Clients above the limit, and all behind one address together, are blocked until they slow down.",
		Undo:   "Put the former rules, which acl.json of before has, with update-web-acl.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
	},
	Controls: []string{},
	Assess: check.Together(
		check.ForEach(inventory.WAFWebACLs, rateLimitPresent(inventory.WAFRuleGroups), inventory.WAFRuleGroups),
		check.ForEach(inventory.WAFGlobalWebACLs, rateLimitPresent(inventory.WAFGlobalRuleGroups), inventory.WAFGlobalRuleGroups),
	),
}

// rateLimitPresent judges the web ACLs of one scope by the rule groups of it.
func rateLimitPresent(groups *inventory.Table[inventory.WAFRuleGroup]) func(check.Env, inventory.WAFWebACL) check.Verdict {
	limits := func(r inventory.WAFRule) bool { return r.RateBased && !r.Counts }
	return func(e check.Env, a inventory.WAFWebACL) check.Verdict {
		saw := []check.Evidence{check.Saw("Rules", a.Rules)}
		if i := slices.IndexFunc(a.Rules, limits); i >= 0 {
			return check.Pass("limits rates by the rule "+a.Rules[i].Name, saw...)
		}
		elsewhere := ""
		for _, r := range a.Rules {
			if r.RuleGroupARN == "" || r.Counts {
				continue
			}
			of := a.Resource
			of.Type, of.ARN = "AWS::WAFv2::RuleGroup", r.RuleGroupARN
			g, ok := check.Lookup(e, groups, of)
			if !ok {
				elsewhere = r.RuleGroupARN
				continue
			}
			saw = append(saw, check.SawOn(g.Resource, "Rules", g.Rules))
			if slices.ContainsFunc(g.Rules, limits) {
				return check.Pass("limits rates by the rule group "+g.Name, saw...)
			}
		}
		if elsewhere != "" {
			return check.Unknown("runs a rule group that is not one of this account: "+elsewhere, saw...)
		}
		return check.Fail("has no rule that limits rates", saw...)
	}
}
