package elbv2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// HealthCheckEncrypted is the check elbv2.health-check-encrypted.
var HealthCheckEncrypted = &check.Check{
	ID:        "elbv2.health-check-encrypted",
	Title:     "ELB target health checks use encrypted protocols",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::ElasticLoadBalancingV2::TargetGroup",
	Logic:     "Reads the health check protocol of each target group. Passes if it is HTTPS, fails if it is HTTP or TCP. Does not apply to targets that are functions or load balancers, to Gateway Load Balancers, or where health checks are off.",
	Rationale: "A plain health check shows paths and answers on the network, and whoever is on it can forge health.",
	Remedy:    "Set the health check protocol to HTTPS, with a path that the targets answer over TLS.",
	Fix: check.Fix{
		Console: "EC2 console, Target Groups, the group, Health checks, Edit: choose HTTPS.",
		CLI:     "aws elbv2 modify-target-group --target-group-arn TARGET_GROUP_ARN --health-check-protocol HTTPS --health-check-path PATH",
		Terraform: `resource "aws_lb_target_group" "app" {
  health_check {
    protocol = "HTTPS"
    path     = "PATH"
  }
}`,
		Breaks: "Targets that do not answer HTTPS on the port of the health check turn unhealthy, and Auto Scaling may replace them. A self-signed certificate is enough: the load balancer does not verify it.",
		Undo:   "aws elbv2 modify-target-group --target-group-arn TARGET_GROUP_ARN --health-check-protocol HTTP. It takes effect with the next checks.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
	},
	Controls: []string{"FSBP/ELB.21"},
	Assess:   check.ForEach(inventory.ELBv2TargetGroups, healthCheckEncrypted),
}

func healthCheckEncrypted(_ check.Env, g inventory.ELBv2TargetGroup) check.Verdict {
	saw := []check.Evidence{
		check.Saw("TargetType", g.TargetType), check.Saw("Protocol", g.Protocol),
		check.Saw("HealthCheckEnabled", g.HealthCheckEnabled), check.Saw("HealthCheckProtocol", g.HealthCheckProtocol),
	}
	switch {
	case g.TargetType == "lambda" || g.TargetType == "alb":
		return check.NotApplicable("has a function or a load balancer as its target", saw...)
	case g.Protocol == "GENEVE":
		return check.NotApplicable("belongs to gateway load balancers", saw...)
	case !g.HealthCheckEnabled:
		return check.NotApplicable("has no health checks", saw...)
	case g.HealthCheckProtocol == "HTTPS":
		return check.Pass("checks health over HTTPS", saw...)
	case g.HealthCheckProtocol == "HTTP" || g.HealthCheckProtocol == "TCP":
		return check.Fail("checks health over plain "+g.HealthCheckProtocol, saw...)
	}
	return check.Unknown(fmt.Sprintf("has the health check protocol %q, which this check does not know", g.HealthCheckProtocol), saw...)
}
