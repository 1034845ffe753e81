package elbv2

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TLSPolicyPQC is the check elbv2.tls-policy-pqc.
var TLSPolicyPQC = &check.Check{
	ID:        "elbv2.tls-policy-pqc",
	Title:     "ELB listeners use a post-quantum TLS policy",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::ElasticLoadBalancingV2::Listener",
	Logic:     "Reads the TLS policy of every HTTPS and TLS listener. Passes if it is a post-quantum one, which its name says by PQ. A policy that is newer than this check is unknown. Does not apply to other listeners.",
	Rationale: "Traffic that is recorded today can be read once quantum computers break the key exchange; a hybrid one withstands that.",
	Remedy:    "Set the policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 on the listener. Clients without post-quantum key exchange still connect.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners and rules, the listener, Security, Edit secure listener settings: choose ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.",
		CLI:     "aws elbv2 modify-listener --listener-arn LISTENER_ARN --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
		Terraform: `resource "aws_lb_listener" "https" {
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
}`,
		Breaks: "Clients without TLS 1.2 and forward secrecy can no longer connect, if the old policy still took them. The change may interrupt a load balancer that handles a high volume of traffic.",
		Undo:   "Set the name of the old policy with the same command.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.ELBv2Listeners, tlsPolicyPQC),
}

func tlsPolicyPQC(_ check.Env, l inventory.ELBv2Listener) check.Verdict {
	saw := []check.Evidence{check.Saw("Protocol", l.Protocol), check.Saw("SslPolicy", l.SslPolicy)}
	switch {
	case !terminatesTLS(l):
		return check.NotApplicable(noTLS, saw...)
	case slices.Contains(strings.Split(l.SslPolicy, "-"), "PQ"):
		return check.Pass("has a post-quantum TLS policy", saw...)
	case slices.Contains(recommendedPolicies, l.SslPolicy) || slices.Contains(otherPolicies, l.SslPolicy):
		return check.Fail("has a TLS policy without post-quantum key exchange", saw...)
	}
	return check.Unknown("has a TLS policy that is newer than the list of this check", saw...)
}
