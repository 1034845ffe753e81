package cloudfront

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// OriginTLSProtocols is the check cloudfront.origin-tls-protocols.
var OriginTLSProtocols = &check.Check{
	ID:        "cloudfront.origin-tls-protocols",
	Title:     "CloudFront origin connections refuse SSLv3, TLS 1.0 and 1.1",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at the protocols that CloudFront may use with each custom origin that it asks over HTTPS. Fails if SSLv3, TLS 1.0 or TLS 1.1 is one of them. Does not apply to S3 and VPC origins, and to those that are asked over HTTP only.",
	Rationale: "Whoever is between CloudFront and the origin can have them agree on the oldest protocol that both take, and break that.",
	Remedy:    "Leave TLSv1.2 as the only protocol of the origin.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Origins, Edit: choose TLSv1.2 under Minimum origin SSL protocol.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set CustomOriginConfig.OriginSslProtocols of the origin in config.json: Quantity 1, Items ["TLSv1.2"].
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  origin {
    custom_origin_config {
      origin_ssl_protocols = ["TLSv1.2"]
    }
  }
}`,
		Breaks: "Origins that do not know TLS 1.2 are no longer reached: status 502.",
		Undo:   "Add the former protocols to OriginSslProtocols.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-10",
	},
	Controls: []string{"FSBP/CloudFront.10"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, originTLSProtocols),
}

func originTLSProtocols(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	some := false
	for _, o := range d.Origins {
		at := "Origins[" + o.ID + "]."
		saw = append(saw, check.Saw(at+"Kind", o.Kind), check.Saw(at+"ProtocolPolicy", o.ProtocolPolicy), check.Saw(at+"SslProtocols", o.SslProtocols))
		if o.Kind != "custom" || o.ProtocolPolicy == "http-only" {
			continue
		}
		some = true
		for _, old := range []string{"SSLv3", "TLSv1", "TLSv1.1"} {
			if slices.Contains(o.SslProtocols, old) {
				return check.Fail("asks "+o.DomainName+" over "+old+" too", saw...)
			}
		}
		if len(o.SslProtocols) == 0 {
			return check.Unknown("does not say which protocols it asks "+o.DomainName+" over", saw...)
		}
	}
	if !some {
		return check.NotApplicable("asks no custom origin over TLS", saw...)
	}
	return check.Pass("asks its custom origins over TLS 1.2", saw...)
}
