package acm

import (
	"strconv"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// CertificateStrongKey is the check acm.certificate-strong-key.
var CertificateStrongKey = &check.Check{
	ID:        "acm.certificate-strong-key",
	Title:     "ACM certificates use RSA 2048 or stronger keys",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::CertificateManager::Certificate",
	Logic:     "Reads the kind of key of each certificate that is issued. Fails for RSA with less than 2048 bits. Passes for longer keys and for elliptic curves. Does not apply to certificates that are not valid.",
	Rationale: "RSA keys of 1024 bits can be broken, after which anybody may pass for the site.",
	Remedy:    "Request or import a certificate with a stronger key, let what uses the old one use it, and delete the old one.",
	Fix: check.Fix{
		Console: "Certificate Manager console, Request: choose RSA 2048 or ECDSA P 256; then choose it where the old one is used.",
		CLI: `aws acm request-certificate --region REGION --domain-name DOMAIN --validation-method DNS --key-algorithm RSA_2048
aws acm delete-certificate --region REGION --certificate-arn OLD_CERTIFICATE_ARN`,
		Terraform: `resource "aws_acm_certificate" "site" {
  domain_name       = "DOMAIN"
  validation_method = "DNS"
  key_algorithm     = "RSA_2048"
}`,
		Breaks: "Clients that pin the old key are refused.",
		Undo:   "Let what uses the certificate use the old one, unless it was deleted.",
	},
	References: []string{
		"https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-2",
	},
	Controls: []string{"FSBP/ACM.2"},
	Assess:   check.ForEach(inventory.ACMCertificateList, certificateStrongKey),
}

func certificateStrongKey(_ check.Env, c inventory.ACMCertificateSummary) check.Verdict {
	saw := []check.Evidence{check.Saw("Status", c.Status), check.Saw("KeyAlgorithm", c.KeyAlgorithm)}
	if c.Status != "ISSUED" {
		return check.NotApplicable("is not valid", saw...)
	}
	if strings.HasPrefix(c.KeyAlgorithm, "EC_") {
		return check.Pass("has a key on an elliptic curve", saw...)
	}
	length, rsa := strings.CutPrefix(c.KeyAlgorithm, "RSA_")
	bits, err := strconv.Atoi(length)
	if !rsa || err != nil {
		return check.Unknown("has a kind of key that is not known: "+c.KeyAlgorithm, saw...)
	}
	return check.PassIf(bits >= 2048, "has an RSA key of "+length+" bits", "has an RSA key of only "+length+" bits", saw...)
}
