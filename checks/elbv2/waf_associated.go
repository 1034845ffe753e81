package elbv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WAFAssociated is the check elbv2.waf-associated.
var WAFAssociated = &check.Check{
	ID:        "elbv2.waf-associated",
	Title:     "ALBs sit behind a web ACL",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::LoadBalancer",
	Logic:     "Asks for the web ACL of each Application Load Balancer. Passes if AWS WAF returns one. Does not apply to Network and Gateway Load Balancers.",
	Rationale: "Without a web ACL nothing filters exploits, floods and bots before they reach the application.",
	Remedy:    "Associate an AWS WAF web ACL with the load balancer.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Integrations, AWS Web Application Firewall: associate a web ACL. In the WAF console it is among the resources of the web ACL.",
		CLI:     "aws wafv2 associate-web-acl --web-acl-arn WEB_ACL_ARN --resource-arn LB_ARN",
		Terraform: `resource "aws_wafv2_web_acl_association" "web" {
  web_acl_arn  = "WEB_ACL_ARN"
  resource_arn = "LB_ARN"
}`,
		Breaks: "Rules that block may refuse requests of real clients, such as large uploads. Let new rules count first, and read their sampled requests.",
		Undo:   "aws wafv2 disassociate-web-acl --resource-arn LB_ARN.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
	},
	Controls: []string{"FSBP/ELB.16"},
	Assess:   check.ForEach(inventory.ELBv2LoadBalancers, wafAssociated, inventory.ELBv2WebACLs),
}

func wafAssociated(e check.Env, b inventory.ELBv2LoadBalancer) check.Verdict {
	if b.LoadBalancerType != "application" {
		return check.NotApplicable("is no application load balancer", check.Saw("LoadBalancerType", b.LoadBalancerType))
	}
	arn := check.Detail(e, inventory.ELBv2WebACLs, b.Resource).WebACLArn
	return check.PassIf(arn != "", "has a web ACL", "has no web ACL",
		check.Saw("LoadBalancerType", b.LoadBalancerType), check.Saw("WebACLArn", arn))
}
