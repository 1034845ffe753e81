package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// CustomCertificate is the check cloudfront.custom-certificate.
var CustomCertificate = &check.Check{
	ID:        "cloudfront.custom-certificate",
	Title:     "CloudFront distributions use their own certificate",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the viewer certificate. Fails if it is the default one of CloudFront. Does not apply to a distribution that only serves tenants, each of which has its own.",
	Rationale: "With the default certificate a site is only at cloudfront.net, and clients of TLS 1.0 are let in whatever else is set.",
	Remedy:    "Request a certificate of ACM in us-east-1 for the names of the site, and set it together with the names.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, General, Settings, Edit: add the alternate domain names and choose the custom SSL certificate.",
		CLI: `aws acm request-certificate --region us-east-1 --domain-name DOMAIN --validation-method DNS
# Set Aliases and ViewerCertificate in config.json: ACMCertificateArn, SSLSupportMethod sni-only, MinimumProtocolVersion TLSv1.2_2021.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  aliases = ["DOMAIN"]
  viewer_certificate {
    acm_certificate_arn      = "CERTIFICATE_ARN"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}`,
		Breaks: "Clients without SNI or TLS 1.2 are no longer served. The name at cloudfront.net goes on working.",
		Undo:   "Set CloudFrontDefaultCertificate again, and take the aliases out.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-7",
	},
	Controls: []string{"FSBP/CloudFront.7"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, customCertificate),
}

func customCertificate(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	own := !d.ViewerCertificate.CloudFrontDefaultCertificate
	saw := []check.Evidence{
		check.Saw("ConnectionMode", d.ConnectionMode),
		check.Saw("ViewerCertificate.CloudFrontDefaultCertificate", d.ViewerCertificate.CloudFrontDefaultCertificate),
	}
	if forTenants(d) && !own {
		return check.NotApplicable("serves tenants, which have certificates of their own", saw...)
	}
	return check.PassIf(own, "has a certificate of its own", "has the certificate of CloudFront", saw...)
}
