package apigateway

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WAFAssociated is the check apigateway.waf-associated.
var WAFAssociated = &check.Check{
	ID:        "apigateway.waf-associated",
	Title:     "API Gateway stages sit behind a web ACL",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ApiGateway::Stage",
	Logic:     "Reads the web ACL of each stage of REST APIs. Passes if one is associated. HTTP and WebSocket APIs cannot have one.",
	Rationale: "Without a web ACL nothing filters exploits, floods and bots before they reach what is behind the API.",
	Remedy:    "Associate an AWS WAF web ACL with the stage.",
	Fix: check.Fix{
		Console: "API Gateway console, the API, Stages, the stage, Stage details, Edit: choose the web ACL.",
		CLI:     "aws wafv2 associate-web-acl --web-acl-arn WEB_ACL_ARN --resource-arn STAGE_ARN",
		Terraform: `resource "aws_wafv2_web_acl_association" "api" {
  resource_arn = aws_api_gateway_stage.prod.arn
  web_acl_arn  = aws_wafv2_web_acl.web.arn
}`,
		Breaks: "Requests that its rules block get status 403; let rules count first.",
		Undo:   "aws wafv2 disassociate-web-acl --resource-arn STAGE_ARN.",
	},
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4",
	},
	Controls: []string{"FSBP/APIGateway.4"},
	Assess:   check.ForEach(inventory.RestAPIStages, wafAssociated),
}

func wafAssociated(_ check.Env, s inventory.RestAPIStage) check.Verdict {
	return check.PassIf(s.WebACLArn != "", "has a web ACL", "has no web ACL", check.Saw("WebACLArn", s.WebACLArn))
}
