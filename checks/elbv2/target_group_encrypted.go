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
