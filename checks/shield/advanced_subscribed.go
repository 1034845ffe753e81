package shield

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AdvancedSubscribed is the check shield.advanced-subscribed.
var AdvancedSubscribed = &check.Check{
	ID:        "shield.advanced-subscribed",
	Title:     "Shield Advanced is active where required",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Reads whether the account has subscribed to Shield Advanced. Passes if the subscription is active. Without one it fails in the accounts that the parameter required-in lists, and does not apply in others: few accounts need what costs 3,000 dollars a month.",
	Rationale: "Every account has Shield Standard. Only Shield Advanced sees attacks on single applications, has people who help, and refunds what an attack made the account pay.",
	Remedy:    "Subscribe the account to Shield Advanced.",
	Fix: check.Fix{
		Console: "WAF & Shield console, AWS Shield, Getting started, Subscribe to Shield Advanced.",
		CLI:     "aws shield create-subscription --region us-east-1",
		Terraform: `resource "aws_shield_subscription" "this" {
  auto_renew = "ENABLED"
}`,
		Breaks: "Nothing. It is paid for a year: 3,000 dollars a month, once for all accounts of an organization that are billed together.",
		Undo:   "A subscription cannot be ended before its year is over: aws shield update-subscription --auto-renew DISABLED, and AWS Support after that.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-deciding.html",
		"https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_GetSubscriptionState.html",
	},
	Controls: []string{},
	Params:   []check.Setting{requiredIn},
	Assess:   check.ForEach(inventory.ShieldSubscriptions, advancedSubscribed),
}

var requiredIn = check.NewParam("required-in", []string(nil), "IDs of the accounts that must have Shield Advanced")

func advancedSubscribed(e check.Env, s inventory.ShieldSubscription) check.Verdict {
	saw := check.Saw("State", s.State)
	switch {
	case s.Active():
		return check.Pass("has subscribed to Shield Advanced", saw)
	case slices.Contains(requiredIn.Get(e), e.Account.ID):
		return check.Fail(withoutSubscription, saw)
	}
	return check.NotApplicable(withoutSubscription+", and need not", saw)
}
