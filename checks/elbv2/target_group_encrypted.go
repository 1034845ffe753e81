package elbv2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TargetGroupEncrypted is the check elbv2.target-group-encrypted.
var TargetGroupEncrypted = &check.Check{
	ID:        "elbv2.target-group-encrypted",
	Title:     "ELB target groups use encrypted protocols",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::TargetGroup",
	Logic:     "Reads the protocol of each target group. Passes if it is HTTPS, TLS or QUIC, fails if it is HTTP or plain TCP. TCP on port 443 hands TLS through to the targets and is reported as that, not failed. Does not apply to targets that are functions or load balancers, nor to UDP and GENEVE.",
	Rationale: "Behind the load balancer the traffic crosses a network too, and whoever is on it can read and change what is not encrypted.",
	Remedy:    "Make a target group of the protocol HTTPS or TLS, move the targets into it, and point the listener at it.",
	Fix: check.Fix{
		Console: "EC2 console, Target Groups, Create target group: HTTPS or TLS; register the targets. Then Load Balancers, the listener, Edit listener: forward to it.",
		CLI: `aws elbv2 create-target-group --name NAME --protocol HTTPS --port 443 --vpc-id VPC_ID
aws elbv2 register-targets --target-group-arn NEW_TARGET_GROUP_ARN --targets Id=TARGET_ID
aws elbv2 modify-listener --listener-arn LISTENER_ARN --default-actions Type=forward,TargetGroupArn=NEW_TARGET_GROUP_ARN`,
		Terraform: `# Another protocol replaces the target group.
resource "aws_lb_target_group" "app" {
  port     = 443
  protocol = "HTTPS"
  vpc_id   = "VPC_ID"
  lifecycle { create_before_destroy = true }
}`,
		Breaks: "Requests fail with 502 or 503 if the targets do not speak TLS on the port or are not healthy yet. Their security groups must admit the port, and Auto Scaling groups and ECS services must name the new target group.",
		Undo:   "Forward to the old target group again. Keep it until the new one has proved itself.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html",
		"https://docs.aws.amazon.com/config/latest/developerguide/elbv2-targetgroup-protocol-encrypted.html",
	},
	Controls: []string{"FSBP/ELB.22"},
	Assess:   check.ForEach(inventory.ELBv2TargetGroups, targetGroupEncrypted),
}

func targetGroupEncrypted(_ check.Env, g inventory.ELBv2TargetGroup) check.Verdict {
	kind := check.Saw("TargetType", g.TargetType)
	if g.TargetType == "lambda" || g.TargetType == "alb" {
		return check.NotApplicable("has a function or a load balancer as its target", kind)
	}
	saw := []check.Evidence{kind, check.Saw("Protocol", g.Protocol), check.Saw("Port", g.Port)}
	switch g.Protocol {
	case "HTTPS", "TLS", "QUIC":
		return check.Pass("encrypts what it sends to its targets", saw...)
	case "HTTP":
		return check.Fail("sends plain HTTP to its targets", saw...)
	case "TCP", "TCP_UDP", "TCP_QUIC":
		if g.Port == 443 {
			return check.NotApplicable(passthrough, saw...)
		}
		return check.Fail(fmt.Sprintf("sends plain TCP to its targets on port %d", g.Port), saw...)
	case "UDP", "GENEVE":
		return check.NotApplicable("carries "+g.Protocol+", which load balancers do not encrypt", saw...)
	}
	return check.Unknown(fmt.Sprintf("has the protocol %q, which this check does not know", g.Protocol), saw...)
}
