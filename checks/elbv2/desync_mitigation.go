package elbv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DesyncMitigation is the check elbv2.desync-mitigation.
var DesyncMitigation = &check.Check{
	ID:        "elbv2.desync-mitigation",
	Title:     "ALB desync mitigation is defensive or strictest",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::LoadBalancer",
	Logic:     "Reads the attribute routing.http.desync_mitigation_mode of each Application Load Balancer. Passes if it is defensive or strictest, fails if it is monitor. Does not apply to Network and Gateway Load Balancers.",
	Rationale: "In monitor mode ambiguous requests reach the targets, where they can be used to smuggle a request past the checks in front or into the answer of somebody else.",
	Remedy:    "Set the desync mitigation mode to defensive, or to strictest if all clients follow RFC 7230.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Attributes, Edit, Desync mitigation mode: choose Defensive or Strictest.",
		CLI:     "aws elbv2 modify-load-balancer-attributes --load-balancer-arn LB_ARN --attributes Key=routing.http.desync_mitigation_mode,Value=defensive",
		Terraform: `resource "aws_lb" "web" {
  desync_mitigation_mode = "defensive"
}`,
		Breaks: "Clients that send ambiguous or severely malformed requests get the status 400 or a closed connection. The metric DesyncMitigationMode_NonCompliant_Request_Count shows beforehand how many requests do not comply.",
		Undo:   "Set the attribute to monitor again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
	},
	Controls: []string{"FSBP/ELB.12"},
	Assess:   check.ForEach(inventory.ELBv2LoadBalancers, desyncMitigation, inventory.ELBv2Attributes),
}

func desyncMitigation(e check.Env, b inventory.ELBv2LoadBalancer) check.Verdict {
	if b.LoadBalancerType != "application" {
		return check.NotApplicable("is no application load balancer", check.Saw("LoadBalancerType", b.LoadBalancerType))
	}
	return judgeAttribute(e, b, "routing.http.desync_mitigation_mode", map[string]check.Verdict{
		"defensive": check.Pass("mitigates desync in the defensive mode"),
		"strictest": check.Pass("mitigates desync in the strictest mode"),
		"monitor":   check.Fail("only monitors for desync"),
	})
}
