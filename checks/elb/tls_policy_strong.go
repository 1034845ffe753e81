package elb

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TLSPolicyStrong is the check elb.tls-policy-strong.
var TLSPolicyStrong = &check.Check{
	ID:        "elb.tls-policy-strong",
	Title:     "Classic load balancer listeners use a TLS 1.2 policy",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancing::LoadBalancer",
	Logic:     "Looks at the TLS policy of every HTTPS and SSL listener of each Classic Load Balancer. Passes if each accepts TLS 1.2 and nothing older, by the protocols that the policy lists, be it predefined or custom. Does not apply to a load balancer without such a listener.",
	Rationale: "TLS 1.0 and 1.1 and SSL have known weaknesses, and a client can be pushed down to the oldest version that the server accepts.",
	Remedy:    "Set the predefined policy ELBSecurityPolicy-TLS-1-2-2017-01 on each HTTPS and SSL listener. Move to an Application or Network Load Balancer for TLS 1.3.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners, Manage listeners: edit the security policy and choose ELBSecurityPolicy-TLS-1-2-2017-01.",
		CLI: `aws elb create-load-balancer-policy --load-balancer-name NAME --policy-name tls12 --policy-type-name SSLNegotiationPolicyType \
  --policy-attributes AttributeName=Reference-Security-Policy,AttributeValue=ELBSecurityPolicy-TLS-1-2-2017-01
# The names replace all policies of the listener: repeat those for stickiness.
aws elb set-load-balancer-policies-of-listener --load-balancer-name NAME --load-balancer-port 443 --policy-names tls12`,
		Terraform: `resource "aws_lb_ssl_negotiation_policy" "tls" {
  name          = "tls12"
  load_balancer = "NAME"
  lb_port       = 443
  attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-2-2017-01"
  }
}`,
		Breaks: "Clients without TLS 1.2 can no longer connect, such as Java 7 and browsers before 2014. Access logs show the protocol of each request in the field ssl_protocol.",
		Undo:   "Set the old policy on the listener again with set-load-balancer-policies-of-listener.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html",
	},
	Controls: []string{"FSBP/ELB.8"},
	Assess:   check.ForEach(inventory.ELBLoadBalancers, tlsPolicyStrong, inventory.ELBPolicies),
}

func tlsPolicyStrong(e check.Env, b inventory.ELBLoadBalancer) check.Verdict {
	if !slices.ContainsFunc(b.ListenerDescriptions, secure) {
		return check.NotApplicable("has no HTTPS or SSL listener", check.Saw("ListenerDescriptions", b.ListenerDescriptions))
	}
	policies := check.Detail(e, inventory.ELBPolicies, b.Resource).PolicyDescriptions
	var seen []check.Evidence
	var unsettled *check.Verdict
	for _, l := range b.ListenerDescriptions {
		if !secure(l) {
			continue
		}
		v := judgePolicy(l, policies)
		if v.Status == check.StatusFail {
			return v
		}
		if v.Status == check.StatusUnknown {
			unsettled = &v
		}
		seen = append(seen, v.Evidence...)
	}
	if unsettled != nil {
		return *unsettled
	}
	return check.Pass("accepts TLS 1.2 only", seen...)
}

// judgePolicy goes by the protocols that AWS lists for the listener's policy.
// A listener has other policies too, such as one for stickiness.
func judgePolicy(l inventory.ELBListener, policies []inventory.ELBPolicy) check.Verdict {
	saw := []check.Evidence{check.Saw(field(l, "PolicyNames"), l.PolicyNames)}
	for _, p := range policies {
		if p.PolicyTypeName != "SSLNegotiationPolicyType" || !slices.Contains(l.PolicyNames, p.PolicyName) {
			continue
		}
		attributes := p.PolicyAttributeDescriptions
		for _, old := range []string{"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"} {
			name := "Protocol-" + old
			if attributes[name] == "true" {
				return check.Fail(fmt.Sprintf("accepts %s on port %d", old, l.LoadBalancerPort),
					append(saw, check.Saw("PolicyDescriptions["+p.PolicyName+"]."+name, "true"))...)
			}
		}
		reference := attributes["Reference-Security-Policy"]
		saw = append(saw,
			check.Saw("PolicyDescriptions["+p.PolicyName+"].Reference-Security-Policy", reference),
			check.Saw("PolicyDescriptions["+p.PolicyName+"].Protocol-TLSv1.2", attributes["Protocol-TLSv1.2"]))
		if attributes["Protocol-TLSv1.2"] == "true" || reference == strongPolicy {
			return check.Pass("accepts TLS 1.2 only", saw...)
		}
		return check.Unknown("has a TLS policy that lists no protocol", saw...)
	}
	return check.Unknown(fmt.Sprintf("has no TLS policy on port %d that AWS describes", l.LoadBalancerPort),
		append(saw, check.Saw("PolicyDescriptions", policies))...)
}

// strongPolicy is the one predefined policy without TLS 1.0 and 1.1.
const strongPolicy = "ELBSecurityPolicy-TLS-1-2-2017-01"
