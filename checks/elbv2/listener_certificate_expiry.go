package elbv2

import (
	"fmt"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ListenerCertificateExpiry is the check elbv2.listener-certificate-expiry.
var ListenerCertificateExpiry = &check.Check{
	ID:        "elbv2.listener-certificate-expiry",
	Title:     "ELB listener certificates stay valid beyond 30 days",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::Listener",
	Logic:     "Looks at every certificate of every HTTPS and TLS listener, the default one and those chosen by server name, in ACM and in IAM. Passes if each is valid for more than min-days from now. Does not apply to other listeners.",
	Rationale: "Clients refuse a load balancer whose certificate has expired, and people get used to clicking through warnings.",
	Remedy:    "Renew the certificate and set it on the listener. Use certificates that ACM issues and renews, and for those find out why the renewal is late.",
	Fix: check.Fix{
		Console: "ACM console, List certificates, the certificate: see its Renewal status, or Reimport. EC2 console, Load Balancers, the listener, Certificates: change the default certificate if it is another one.",
		CLI: `aws acm describe-certificate --certificate-arn CERTIFICATE_ARN --query Certificate.RenewalSummary
# For an imported one, under the same ARN:
aws acm import-certificate --certificate-arn CERTIFICATE_ARN --certificate fileb://cert.pem --private-key fileb://key.pem --certificate-chain fileb://chain.pem
aws elbv2 modify-listener --listener-arn LISTENER_ARN --certificates CertificateArn=NEW_CERTIFICATE_ARN`,
		Terraform: `resource "aws_acm_certificate" "web" {
  domain_name       = "DOMAIN"
  validation_method = "DNS"
}
resource "aws_lb_listener" "https" {
  certificate_arn = aws_acm_certificate.web.arn
}`,
		Breaks: "Clients that pinned the old certificate or its issuer fail. All others see no interruption.",
		Undo:   "Set the old certificate on the listener again while it is valid. One that was imported over under the same ARN must be imported again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html",
		"https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
	},
	Controls: []string{},
	Params:   []check.Setting{minDays},
	Assess: check.ForEach(inventory.ELBv2Listeners, listenerCertificateExpiry,
		inventory.ELBv2ListenerCertificates, inventory.ACMCertificates, inventory.IAMServerCertificates),
}

var minDays = check.NewParam("min-days", 30, "days that a certificate must stay valid for")

func listenerCertificateExpiry(e check.Env, l inventory.ELBv2Listener) check.Verdict {
	saw := []check.Evidence{check.Saw("Protocol", l.Protocol)}
	if !terminatesTLS(l) {
		return check.NotApplicable(noTLS, saw...)
	}
	arns := check.Detail(e, inventory.ELBv2ListenerCertificates, l.Resource).Certificates
	saw = append(saw, check.Saw("Certificates", arns))
	if len(arns) == 0 {
		return check.Unknown("has no certificate that AWS lists", saw...)
	}
	limit := e.Now.AddDate(0, 0, minDays.Get(e))
	for _, arn := range arns {
		end, ends := expiry(e, l, arn)
		saw = append(saw, ends...)
		switch {
		case end.IsZero():
			return check.Unknown("has a certificate without a known end", saw...)
		case !end.After(e.Now):
			return check.Fail("has a certificate that expired on "+end.UTC().Format(time.DateOnly), saw...)
		case !end.After(limit):
			return check.Fail("has a certificate that expires on "+end.UTC().Format(time.DateOnly), saw...)
		}
	}
	return check.Pass(fmt.Sprintf("has certificates that stay valid for more than %d days", minDays.Get(e)), saw...)
}

// expiry goes by the service in the ARN. Certificates of ACM lie in the region
// of the listener, those of IAM in none.
func expiry(e check.Env, l inventory.ELBv2Listener, arn string) (time.Time, []check.Evidence) {
	r := inventory.Resource{Partition: l.Partition, Account: l.Account, ARN: arn}
	var service string
	if parts := strings.SplitN(arn, ":", 4); len(parts) == 4 {
		service = parts[2]
	}
	switch service {
	case "acm":
		r.Region, r.Type = l.Region, "AWS::CertificateManager::Certificate"
		end := check.Detail(e, inventory.ACMCertificates, r).NotAfter
		return end, []check.Evidence{check.SawOn(r, "NotAfter", end)}
	case "iam":
		r.Type = "AWS::IAM::ServerCertificate"
		end := check.Detail(e, inventory.IAMServerCertificates, r).Expiration
		return end, []check.Evidence{check.SawOn(r, "Expiration", end)}
	}
	return time.Time{}, nil
}
