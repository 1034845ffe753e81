package cognito

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WAFAssociated is the check cognito.waf-associated.
var WAFAssociated = &check.Check{
	ID:        "cognito.waf-associated",
	Title:     "Cognito user pools sit behind a web ACL",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::Cognito::UserPool",
	Logic:     "Asks for the web ACL of each user pool. Passes if AWS WAF returns one.",
	Rationale: "Pages and operations to sign up and in are open to everyone by nature. Without a web ACL nothing keeps bots from trying stolen passwords or from making users by the thousand.",
	Remedy:    "Associate an AWS WAF web ACL with the user pool.",
	Fix: check.Fix{
		Console: "Cognito console, the user pool, Security, AWS WAF: associate a web ACL.",
		CLI:     "aws wafv2 associate-web-acl --web-acl-arn WEB_ACL_ARN --resource-arn USER_POOL_ARN",
		Terraform: `resource "aws_wafv2_web_acl_association" "login" {
  resource_arn = aws_cognito_user_pool.users.arn
  web_acl_arn  = aws_wafv2_web_acl.login.arn
}`,
		Breaks: "Requests that its rules block get status 403, and a rule with a CAPTCHA stops applications that call the API by themselves; let rules count first. A web ACL that prevents account takeover with AWSManagedRulesATPRuleSet cannot be associated.",
		Undo:   "aws wafv2 disassociate-web-acl --resource-arn USER_POOL_ARN.",
	},
	References: []string{
		"https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html",
		"https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACLForResource.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.CognitoUserPools, wafAssociated, inventory.CognitoWebACLs),
}

func wafAssociated(e check.Env, p inventory.CognitoUserPool) check.Verdict {
	arn := check.Detail(e, inventory.CognitoWebACLs, p.Resource).WebACLArn
	return check.PassIf(arn != "", "has a web ACL", "has no web ACL", check.Saw("WebACLArn", arn))
}
