package elbv2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ListenerSecureProtocol is the check elbv2.listener-secure-protocol.
var ListenerSecureProtocol = &check.Check{
	ID:        "elbv2.listener-secure-protocol",
	Title:     "ALB and NLB listeners use HTTPS or TLS",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::Listener",
	Logic:     "Looks at every listener of Application and Network Load Balancers. Passes if it is HTTPS, TLS or QUIC, or if it is HTTP and every rule redirects to HTTPS. Fails on other HTTP and on TCP. TCP on port 443 hands TLS through to the targets and is reported as that, not failed. Does not apply to UDP and GENEVE.",
	Rationale: "Whoever is on the way between client and load balancer can read and change what a plain listener carries.",
	Remedy:    "Use HTTPS on Application and TLS on Network Load Balancers, with a certificate of ACM. Let an HTTP listener redirect to HTTPS, in each of its rules.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners and rules, Add listener: HTTPS, or TLS on a Network Load Balancer, with a certificate. Then let the HTTP listener redirect, or delete the TCP one.",
		CLI: `aws elbv2 create-listener --load-balancer-arn LB_ARN --protocol HTTPS --port 443 --certificates CertificateArn=CERTIFICATE_ARN \
  --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 --default-actions Type=forward,TargetGroupArn=TARGET_GROUP_ARN
aws elbv2 modify-listener --listener-arn HTTP_LISTENER_ARN \
  --default-actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'`,
		Terraform: `# protocol = "TLS" on a Network Load Balancer.
resource "aws_lb_listener" "https" {
  load_balancer_arn = "LB_ARN"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
  certificate_arn   = "CERTIFICATE_ARN"
}`,
		Breaks: "Clients that do not follow the redirect, or speak plain TCP, can no longer connect. The security group must admit port 443, and a TLS listener ends TLS at the load balancer.",
		Undo:   "Set the old action on the HTTP listener again, or create the TCP listener again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
	},
	Controls: []string{"FSBP/ELB.18"},
	Assess:   check.ForEach(inventory.ELBv2Listeners, listenerSecureProtocol, inventory.ELBv2ListenerRules),
}

func listenerSecureProtocol(e check.Env, l inventory.ELBv2Listener) check.Verdict {
	saw := []check.Evidence{check.Saw("Protocol", l.Protocol), check.Saw("Port", l.Port)}
	switch l.Protocol {
	case "HTTPS", "TLS", "QUIC":
		return check.Pass("takes "+l.Protocol+" only", saw...)
	case "HTTP":
		ok, why := redirectsAll(e, l)
		return check.PassIf(ok, "takes HTTP only to redirect it to HTTPS", "takes plain HTTP and does not always redirect it to HTTPS",
			append(saw, why...)...)
	case "TCP", "TCP_UDP", "TCP_QUIC":
		if l.Port == 443 {
			return check.NotApplicable(passthrough, saw...)
		}
		return check.Fail(fmt.Sprintf("takes plain TCP on port %d", l.Port), saw...)
	case "UDP", "GENEVE":
		return check.NotApplicable("takes "+l.Protocol+", which load balancers do not encrypt", saw...)
	}
	return check.Unknown(fmt.Sprintf("has the protocol %q, which this check does not know", l.Protocol), saw...)
}
