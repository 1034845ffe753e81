package elb

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ListenersTLS is the check elb.listeners-tls.
var ListenersTLS = &check.Check{
	ID:        "elb.listeners-tls",
	Title:     "Classic load balancer listeners use HTTPS or SSL",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancing::LoadBalancer",
	Logic:     "Looks at every listener of each Classic Load Balancer. Passes if each is HTTPS or SSL, fails if one is HTTP or TCP. A TCP listener on port 443 hands TLS through to the instances and is reported as that, not failed. Does not apply to a load balancer without listeners, or with such passthrough only.",
	Rationale: "Whoever is on the way between client and load balancer can read and change what a plain listener carries.",
	Remedy:    "Replace each HTTP listener by HTTPS and each TCP listener by SSL, with a certificate of ACM. Move to an Application Load Balancer if HTTP must redirect to HTTPS.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners, Manage listeners: add one of HTTPS on port 443 with a certificate, then remove the one of HTTP.",
		CLI: `aws elb create-load-balancer-listeners --load-balancer-name NAME \
  --listeners Protocol=HTTPS,LoadBalancerPort=443,InstanceProtocol=HTTP,InstancePort=80,SSLCertificateId=CERTIFICATE_ARN
aws elb delete-load-balancer-listeners --load-balancer-name NAME --load-balancer-ports 80`,
		Terraform: `resource "aws_elb" "web" {
  listener {
    lb_port            = 443
    lb_protocol        = "https"
    ssl_certificate_id = "CERTIFICATE_ARN"
  }
}`,
		Breaks: "Clients that use http:// or port 80 can no longer connect, as a Classic Load Balancer cannot redirect. The security group must admit the new port.",
		Undo:   "Create the old listener again and delete the new one.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-https-load-balancers.html",
	},
	Controls: []string{"FSBP/ELB.3"},
	Assess:   check.ForEach(inventory.ELBLoadBalancers, listenersTLS),
}

func listenersTLS(_ check.Env, b inventory.ELBLoadBalancer) check.Verdict {
	var tls, through []check.Evidence
	for _, l := range b.ListenerDescriptions {
		saw := check.Saw(field(l, "Protocol"), l.Protocol)
		switch {
		case secure(l):
			tls = append(tls, saw)
		case l.Protocol == "TCP" && l.LoadBalancerPort == 443:
			through = append(through, saw)
		case l.Protocol == "HTTP" || l.Protocol == "TCP":
			return check.Fail(fmt.Sprintf("takes plain %s on port %d", l.Protocol, l.LoadBalancerPort), saw)
		default:
			return check.Unknown(fmt.Sprintf("has a listener of the protocol %q, which this check does not know", l.Protocol), saw)
		}
	}
	switch {
	case tls == nil && through == nil:
		return check.NotApplicable("has no listener", check.Saw("ListenerDescriptions", b.ListenerDescriptions))
	case tls == nil:
		return check.NotApplicable("passes TCP 443 through to its instances, which end TLS if anything does", through...)
	case through != nil:
		return check.Pass("takes HTTPS or SSL, and passes TCP 443 through to its instances", append(tls, through...)...)
	}
	return check.Pass("takes HTTPS or SSL only", tls...)
}
