package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// OriginHTTPS is the check cloudfront.origin-https.
var OriginHTTPS = &check.Check{
	ID:        "cloudfront.origin-https",
	Title:     "CloudFront custom origins are reached over HTTPS",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each custom origin. Passes if CloudFront asks it over HTTPS only, or in the way of the viewer where each behavior that uses it admits HTTPS only. Does not apply to S3 origins, where the behaviors decide, and VPC origins. Websites of buckets are custom origins, and have no HTTPS.",
	Rationale: "Between CloudFront and the origin requests cross the internet, where over HTTP they are read and changed unseen by the viewer, who has HTTPS.",
	Remedy:    "Set the origin protocol policy to HTTPS only. Use the bucket itself with origin access control instead of its website.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Origins, Edit: choose HTTPS only under Protocol.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set CustomOriginConfig.OriginProtocolPolicy of the origin to https-only in config.json.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  origin {
    domain_name = "ORIGIN"
    origin_id   = "ORIGIN"
    custom_origin_config {
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      http_port              = 80
      https_port             = 443
    }
  }
}`,
		Breaks: "Requests fail with status 502 if the origin has no HTTPS or a certificate that is not valid for its name.",
		Undo:   "Set OriginProtocolPolicy to its former value.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-9",
	},
	Controls: []string{"FSBP/CloudFront.9"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, originHTTPS),
}

func originHTTPS(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	custom := false
	for _, o := range d.Origins {
		at := "Origins[" + o.ID + "]."
		saw = append(saw, check.Saw(at+"Kind", o.Kind), check.Saw(at+"ProtocolPolicy", o.ProtocolPolicy))
		if o.Kind != "custom" {
			continue
		}
		custom = true
		switch o.ProtocolPolicy {
		case "https-only":
		case "http-only":
			return check.Fail("asks "+o.DomainName+" over HTTP", saw...)
		case "match-viewer":
			for _, b := range behaviorsOf(d, o) {
				saw = append(saw, check.Saw("Behaviors["+b.PathPattern+"].ViewerProtocolPolicy", b.ViewerProtocolPolicy))
				if b.ViewerProtocolPolicy == "allow-all" {
					return check.Fail("asks "+o.DomainName+" over HTTP for viewers who do so at "+b.PathPattern, append(saw, sawRoutes(d)...)...)
				}
			}
		default:
			return check.Unknown("does not say how it asks "+o.DomainName, saw...)
		}
	}
	saw = append(saw, sawRoutes(d)...)
	if !custom {
		return check.NotApplicable("has no custom origin", saw...)
	}
	return check.Pass("asks its custom origins over HTTPS", saw...)
}
