package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ViewerHTTPS is the check cloudfront.viewer-https.
var ViewerHTTPS = &check.Check{
	ID:        "cloudfront.viewer-https",
	Title:     "CloudFront viewers must use HTTPS",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each cache behavior, the default one and those with a path. Fails if one allows HTTP. Passes if each redirects to HTTPS or allows nothing else.",
	Rationale: "Over HTTP whoever is on the way reads and changes what viewers ask for and get.",
	Remedy:    "Set the viewer protocol policy of each behavior to redirect HTTP to HTTPS, or to HTTPS only for APIs.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Behaviors, Edit: choose Redirect HTTP to HTTPS.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set ViewerProtocolPolicy of each behavior to redirect-to-https in config.json.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior {
    viewer_protocol_policy = "redirect-to-https"
  }
}`,
		Breaks: "Clients that do not follow redirects, and POST requests over HTTP, fail.",
		Undo:   "Set ViewerProtocolPolicy to allow-all.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3",
	},
	Controls: []string{"FSBP/CloudFront.3"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, viewerHTTPS),
}

func viewerHTTPS(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	for _, b := range d.Behaviors {
		saw = append(saw, check.Saw("Behaviors["+b.PathPattern+"].ViewerProtocolPolicy", b.ViewerProtocolPolicy))
		if b.ViewerProtocolPolicy == "allow-all" {
			return check.Fail("serves HTTP at "+b.PathPattern, saw...)
		}
	}
	return check.Pass("serves HTTPS only, or redirects to it", saw...)
}
