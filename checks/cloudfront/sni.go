package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SNI is the check cloudfront.sni.
var SNI = &check.Check{
	ID:        "cloudfront.sni",
	Title:     "CloudFront HTTPS is served through SNI",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads how a distribution with a custom certificate serves HTTPS. Passes if that is through SNI only, fails for addresses of its own. Does not apply to the default certificate.",
	Rationale: "Addresses of its own serve only clients from before 2010, which know no secure protocol either, and are billed by the month.",
	Remedy:    "Set the support method to sni-only.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, General, Settings, Edit: clear Legacy clients support.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set ViewerCertificate.SSLSupportMethod to sni-only in config.json.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  viewer_certificate {
    acm_certificate_arn = "CERTIFICATE_ARN"
    ssl_support_method  = "sni-only"
  }
}`,
		Breaks: "Clients that do not send a server name, such as Internet Explorer on Windows XP, are no longer served.",
		Undo:   "Set SSLSupportMethod to vip again. AWS has to grant its use to accounts that never had it.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-https-dedicated-ip-or-sni.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-8",
	},
	Controls: []string{"FSBP/CloudFront.8"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, sni),
}

func sni(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	c := d.ViewerCertificate
	saw := []check.Evidence{check.Saw("ViewerCertificate", c)}
	switch {
	case c.CloudFrontDefaultCertificate:
		return check.NotApplicable("has the certificate of CloudFront", saw...)
	case c.SSLSupportMethod == "":
		return check.Unknown("does not say how it serves HTTPS", saw...)
	}
	return check.PassIf(c.SSLSupportMethod == "sni-only", "serves HTTPS through SNI", "serves HTTPS at addresses of its own", saw...)
}
