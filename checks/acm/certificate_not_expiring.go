package acm

import (
	"fmt"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// CertificateNotExpiring is the check acm.certificate-not-expiring.
var CertificateNotExpiring = &check.Check{
	ID:        "acm.certificate-not-expiring",
	Title:     "ACM certificates stay valid beyond 30 days",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CertificateManager::Certificate",
	Logic:     "Looks at each certificate that ACM issued or holds for others. Fails if it has expired, or is valid for no more than min-days from now. Does not apply to certificates that were never issued or were revoked. ACM renews its own 45 days or more before their end, so one that is nearer could not be renewed.",
	Rationale: "Clients refuse a site whose certificate has expired, and people get used to clicking through warnings.",
	Remedy:    "Find out why the renewal is late: mostly the DNS record of the validation is gone, or the certificate is in no use. Import those of others anew, and delete what nothing uses.",
	Fix: check.Fix{
		Console: "Certificate Manager console, List certificates, the certificate: create the DNS records that it shows, or Reimport.",
		CLI: `aws acm describe-certificate --region REGION --certificate-arn CERTIFICATE_ARN
# Create the DNS record under DomainValidationOptions again; or import a new one over it:
aws acm import-certificate --region REGION --certificate-arn CERTIFICATE_ARN \
  --certificate fileb://cert.pem --private-key fileb://key.pem --certificate-chain fileb://chain.pem`,
		Terraform: `resource "aws_acm_certificate" "site" {
  domain_name       = "DOMAIN"
  validation_method = "DNS"
}`,
		Breaks: "Nothing: the certificate keeps its ARN, and what uses it goes on. Clients that pin it need the new one.",
		Undo:   "Import the former certificate again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
		"https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-1",
	},
	Controls: []string{"FSBP/ACM.1"},
	Params:   []check.Setting{minDays},
	Assess:   check.ForEach(inventory.ACMCertificateList, certificateNotExpiring),
}

var minDays = check.NewParam("min-days", 30, "days that a certificate must stay valid for")

func certificateNotExpiring(e check.Env, c inventory.ACMCertificateSummary) check.Verdict {
	saw := []check.Evidence{check.Saw("Status", c.Status), check.Saw("NotAfter", c.NotAfter)}
	end := c.NotAfter.UTC().Format(time.DateOnly)
	switch {
	case c.Status == "EXPIRED", c.Status == "ISSUED" && !c.NotAfter.After(e.Now):
		return check.Fail("expired on "+end, saw...)
	case c.Status != "ISSUED":
		return check.NotApplicable("is not valid yet or any more", saw...)
	case !c.NotAfter.After(e.Now.AddDate(0, 0, minDays.Get(e))):
		return check.Fail("expires on "+end, saw...)
	}
	return check.Pass(fmt.Sprintf("stays valid for more than %d days", minDays.Get(e)), saw...)
}
