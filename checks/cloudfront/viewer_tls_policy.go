package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ViewerTLSPolicy is the check cloudfront.viewer-tls-policy.
var ViewerTLSPolicy = &check.Check{
	ID:        "cloudfront.viewer-tls-policy",
	Title:     "CloudFront viewer security policy is TLSv1.2_2021 or newer",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the security policy for viewers. Passes if it is TLSv1.2_2021 or a newer one of TLS 1.2 or 1.3. Fails for an older one, and for the default certificate of CloudFront, which takes TLS 1.0 whatever policy is set.",
	Rationale: "Older policies take protocols and ciphers that are broken, and whoever is on the way can have both sides fall back to them.",
	Remedy:    "Set the security policy to TLSv1.2_2021 or TLSv1.2_2025, on a distribution with a certificate of its own.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, General, Settings, Edit: choose TLSv1.2_2021 under Security policy.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set ViewerCertificate.MinimumProtocolVersion to TLSv1.2_2021 in config.json.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  viewer_certificate {
    acm_certificate_arn      = "CERTIFICATE_ARN"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}`,
		Breaks: "Clients without TLS 1.2 or its modern ciphers, mostly from before 2015, are no longer served.",
		Undo:   "Set the former value the same way; config.json of before has it.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
	},
	Controls: []string{"FSBP/CloudFront.15"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, viewerTLSPolicy),
}

func viewerTLSPolicy(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	policy := d.ViewerCertificate.MinimumProtocolVersion
	return viewerTLS(d, func(minor, year int) bool { return minor > 2 || minor == 2 && year >= 2021 },
		"has the security policy "+policy, "has the older security policy "+policy)
}

// viewerTLS judges the TLS version and the year of a distribution's security policy.
func viewerTLS(d inventory.CloudFrontDistribution, good func(minor, year int) bool, pass, fail string) check.Verdict {
	c := d.ViewerCertificate
	saw := []check.Evidence{check.Saw("ViewerCertificate", c)}
	if c.CloudFrontDefaultCertificate {
		return check.Fail("takes TLS 1.0, as the certificate of CloudFront does", saw...)
	}
	minor, year, ok := versionOf(c.MinimumProtocolVersion)
	if !ok {
		return check.Unknown("has a security policy that is not known: "+c.MinimumProtocolVersion, saw...)
	}
	return check.PassIf(good(minor, year), pass, fail, saw...)
}
