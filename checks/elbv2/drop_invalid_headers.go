package elbv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DropInvalidHeaders is the check elbv2.drop-invalid-headers.
var DropInvalidHeaders = &check.Check{
	ID:        "elbv2.drop-invalid-headers",
	Title:     "ALBs drop invalid headers",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::LoadBalancer",
	Logic:     "Reads the attribute routing.http.drop_invalid_header_fields.enabled of each Application Load Balancer. Passes if it is true. Does not apply to Network and Gateway Load Balancers.",
	Rationale: "Header names outside the standard are understood differently by different servers, which is what request smuggling needs.",
	Remedy:    "Turn on dropping of invalid header fields. Try it first where clients send header names with characters such as the underscore.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Attributes, Edit: turn on Drop invalid header fields.",
		CLI:     "aws elbv2 modify-load-balancer-attributes --load-balancer-arn LB_ARN --attributes Key=routing.http.drop_invalid_header_fields.enabled,Value=true",
		Terraform: `resource "aws_lb" "web" {
  drop_invalid_header_fields = true
}`,
		Breaks: "Applications no longer get headers whose names hold anything but letters, digits and hyphens. The metric ForwardedInvalidHeaderRequestCount shows beforehand how many requests have such headers.",
		Undo:   "Set the attribute to false again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
	},
	Controls: []string{"FSBP/ELB.4"},
	Assess:   check.ForEach(inventory.ELBv2LoadBalancers, dropInvalidHeaders, inventory.ELBv2Attributes),
}

func dropInvalidHeaders(e check.Env, b inventory.ELBv2LoadBalancer) check.Verdict {
	if b.LoadBalancerType != "application" {
		return check.NotApplicable("is no application load balancer", check.Saw("LoadBalancerType", b.LoadBalancerType))
	}
	return judgeAttribute(e, b, "routing.http.drop_invalid_header_fields.enabled", map[string]check.Verdict{
		"true":  check.Pass("drops invalid header fields"),
		"false": check.Fail("forwards invalid header fields"),
	})
}
