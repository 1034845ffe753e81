package elb

import (
	"fmt"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ACMCertificate is the check elb.acm-certificate.
var ACMCertificate = &check.Check{
	ID:        "elb.acm-certificate",
	Title:     "Classic load balancer secure listeners use ACM certificates",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancing::LoadBalancer",
	Logic:     "Looks at every HTTPS and SSL listener of each Classic Load Balancer. Passes if the certificate of each is of AWS Certificate Manager. Does not apply to a load balancer without such a listener.",
	Rationale: "ACM renews its own certificates in time; one that was uploaded to IAM expires unless somebody remembers.",
	Remedy:    "Request or import the certificate in ACM and set it on the listener.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Listeners, Manage listeners: edit the certificate and choose one from ACM.",
		CLI: `aws acm request-certificate --domain-name DOMAIN --validation-method DNS
aws elb set-load-balancer-listener-ssl-certificate --load-balancer-name NAME --load-balancer-port 443 --ssl-certificate-id CERTIFICATE_ARN`,
		Terraform: `resource "aws_elb" "web" {
  listener {
    lb_port            = 443
    ssl_certificate_id = "CERTIFICATE_ARN"
  }
}`,
		Breaks: "Clients fail that pinned the old certificate, or that ask for a name which the new one does not cover. An imported certificate is not renewed by ACM either.",
		Undo:   "Set the ARN of the old certificate again. Delete that one from IAM only when all is well.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-update-ssl-cert.html",
		"https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html",
	},
	Controls: []string{"FSBP/ELB.2"},
	Assess:   check.ForEach(inventory.ELBLoadBalancers, acmCertificate),
}

func acmCertificate(_ check.Env, b inventory.ELBLoadBalancer) check.Verdict {
	var seen []check.Evidence
	for _, l := range b.ListenerDescriptions {
		if !secure(l) {
			continue
		}
		saw := check.Saw(field(l, "SSLCertificateID"), l.SSLCertificateID)
		if !ofACM(l.SSLCertificateID) {
			return check.Fail(fmt.Sprintf("has a certificate on port %d that is not of ACM", l.LoadBalancerPort), saw)
		}
		seen = append(seen, saw)
	}
	if seen == nil {
		return check.NotApplicable("has no HTTPS or SSL listener", check.Saw("ListenerDescriptions", b.ListenerDescriptions))
	}
	return check.Pass("has certificates of ACM only", seen...)
}

// ofACM goes by the service in the ARN, as the partition differs.
func ofACM(arn string) bool {
	parts := strings.SplitN(arn, ":", 4)
	return len(parts) == 4 && parts[2] == "acm"
}
