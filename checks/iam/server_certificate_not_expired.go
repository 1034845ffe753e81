package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ServerCertificateNotExpired is the check iam.server-certificate-not-expired.
var ServerCertificateNotExpired = &check.Check{
	ID:        "iam.server-certificate-not-expired",
	Title:     "No expired certificates remain in IAM",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::ServerCertificate",
	Logic:     "Passes when the expiration of the certificate lies in the future.",
	Rationale: "An expired certificate breaks whatever serves it, and one left lying about is easily deployed by mistake.",
	Remedy:    "Deploy a new certificate, best from AWS Certificate Manager, and delete the expired one from IAM.",
	Fix: check.Fix{
		Console: "The IAM console does not show server certificates. Certificate Manager console, Request, then choose the new certificate where the old one is used: in the listener of the load balancer or the distribution of CloudFront.",
		CLI: `aws acm request-certificate --domain-name DOMAIN --validation-method DNS
aws elbv2 modify-listener --listener-arn LISTENER_ARN --certificates CertificateArn=NEW_CERTIFICATE_ARN
aws iam delete-server-certificate --server-certificate-name CERTIFICATE`,
		Terraform: `resource "aws_acm_certificate" "NEW" {
  domain_name       = "DOMAIN"
  validation_method = "DNS"
}
resource "aws_lb_listener" "LISTENER" {
  certificate_arn = aws_acm_certificate.NEW.arn
}`,
		Breaks: "A load balancer that still uses the deleted certificate may stop taking connections. Clients that pinned the old certificate refuse the new one.",
		Undo:   "aws iam upload-server-certificate, from a copy of the certificate and its private key: AWS does not give the key out.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html"},
	Controls:   []string{"CIS-1.4/1.19", "CIS-1.5/1.19", "CIS-2.0/1.19", "CIS-3.0/1.19", "CIS-4.0/1.19", "CIS-5.0/1.18", "CIS-6.0/2.18", "CIS-7.0/2.17", "FSBP/IAM.26"},
	Assess:     check.ForEach(inventory.IAMServerCertificates, serverCertificateNotExpired),
}

func serverCertificateNotExpired(e check.Env, c inventory.IAMServerCertificate) check.Verdict {
	return check.PassIf(e.Now.Before(c.Expiration), "has not expired", "has expired", check.Saw("Expiration", c.Expiration))
}
