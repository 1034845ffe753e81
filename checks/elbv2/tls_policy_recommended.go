package elbv2

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TLSPolicyRecommended is the check elbv2.tls-policy-recommended.
var TLSPolicyRecommended = &check.Check{
	ID:        "elbv2.tls-policy-recommended",
	Title:     "ELB listeners use a recommended TLS 1.2/1.3 policy",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::Listener",
	Logic:     "Reads the TLS policy of every HTTPS and TLS listener. Passes if it is one that AWS recommends or accepts TLS 1.3 only. Fails if it accepts anything older than TLS 1.2, by the protocols that DescribeSSLPolicies lists and not by its name, or is a known policy with weaker ciphers. A policy that neither settles is unknown. Does not apply to other listeners.",
	Rationale: "TLS 1.0 and 1.1 and ciphers without forward secrecy have known weaknesses. The policy that a listener gets by default from the API still accepts TLS 1.0.",
	Remedy:    "Set the policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 on the listener, or another one of the recommended list.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners and rules, the listener, Security, Edit secure listener settings: choose ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.",
		CLI:     "aws elbv2 modify-listener --listener-arn LISTENER_ARN --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
		Terraform: `resource "aws_lb_listener" "https" {
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
}`,
		Breaks: "Clients without TLS 1.2 and forward secrecy can no longer connect, such as Java 7: access logs show the protocol and the cipher of each request. The change may interrupt a load balancer that handles a high volume of traffic.",
		Undo:   "Set the name of the old policy with the same command.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
	},
	Controls: []string{"FSBP/ELB.17"},
	Assess:   check.ForEach(inventory.ELBv2Listeners, tlsPolicyRecommended, inventory.ELBv2SSLPolicies),
}

func tlsPolicyRecommended(e check.Env, l inventory.ELBv2Listener) check.Verdict {
	saw := []check.Evidence{check.Saw("Protocol", l.Protocol), check.Saw("SslPolicy", l.SslPolicy)}
	if !terminatesTLS(l) {
		return check.NotApplicable(noTLS, saw...)
	}
	if slices.Contains(recommendedPolicies, l.SslPolicy) {
		return check.Pass("has a recommended TLS policy", saw...)
	}
	p, listed := check.Find(e, inventory.ELBv2SSLPolicies, l.Resource, func(p inventory.ELBv2SSLPolicy) bool {
		return p.ID == l.SslPolicy
	})
	if listed {
		saw = append(saw, check.SawOn(p.Resource, "SslProtocols", p.SslProtocols))
	}
	if i := slices.IndexFunc(p.SslProtocols, tooOld); i >= 0 {
		return check.Fail("accepts "+p.SslProtocols[i], saw...)
	}
	if slices.Equal(p.SslProtocols, []string{"TLSv1.3"}) || l.SslPolicy == cnsaPolicy {
		return check.Pass("accepts TLS 1.3 only", saw...)
	}
	if slices.Contains(otherPolicies, l.SslPolicy) {
		return check.Fail("has a TLS policy that is not among the recommended ones", saw...)
	}
	return check.Unknown("has a TLS policy that is newer than the list of recommended ones", saw...)
}

func tooOld(protocol string) bool {
	return slices.Contains([]string{"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"}, protocol)
}

// cnsaPolicy accepts TLS 1.3 only, which holds where the region does not list
// it too. The control does not recommend it.
const cnsaPolicy = "ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07"
