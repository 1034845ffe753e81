package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ViewerTLSPQC is the check cloudfront.viewer-tls-pqc.
var ViewerTLSPQC = &check.Check{
	ID:        "cloudfront.viewer-tls-pqc",
	Title:     "CloudFront viewer security policy is TLS 1.3 only",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the security policy for viewers. Passes if it takes TLS 1.3 only, such as TLSv1.3_2025: only there does CloudFront agree on keys in the post-quantum way. Fails for others, and for the default certificate of CloudFront.",
	Rationale: "Who records traffic of TLS 1.2 today may read it once there are quantum computers.",
	Remedy:    "Set the security policy to TLSv1.3_2025 where all clients know TLS 1.3.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, General, Settings, Edit: choose TLSv1.3_2025 under Security policy.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set ViewerCertificate.MinimumProtocolVersion to TLSv1.3_2025 in config.json.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  viewer_certificate {
    acm_certificate_arn      = "CERTIFICATE_ARN"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.3_2025"
  }
}`,
		Breaks: "Clients without TLS 1.3, among them older Java and Android, are no longer served.",
		Undo:   "Set TLSv1.2_2025 the same way, which also offers post-quantum keys to those who know TLS 1.3.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, viewerTLSPQC),
}

func viewerTLSPQC(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	return viewerTLS(d, func(minor, _ int) bool { return minor >= 3 }, "takes TLS 1.3 only", "takes protocols older than TLS 1.3")
}
