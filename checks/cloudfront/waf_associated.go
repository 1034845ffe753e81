package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WAFAssociated is the check cloudfront.waf-associated.
var WAFAssociated = &check.Check{
	ID:        "cloudfront.waf-associated",
	Title:     "CloudFront distributions sit behind a web ACL",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the web ACL of each distribution. Passes if there is one, of AWS WAF or AWS WAF Classic. A distribution that only serves tenants is UNKNOWN, since each may set another or none.",
	Rationale: "Without a web ACL nothing filters exploits, floods and bots before they reach the origin.",
	Remedy:    "Make a web ACL of the scope CLOUDFRONT in us-east-1, and associate it with the distribution.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Security, Edit: enable security protections.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set WebACLId to the ARN of the web ACL in config.json.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  web_acl_id = aws_wafv2_web_acl.web.arn
}`,
		Breaks: "Requests that its rules block get status 403; let rules count first.",
		Undo:   "Set WebACLId to an empty text.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6",
	},
	Controls: []string{"FSBP/CloudFront.6"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, wafAssociated),
}

func wafAssociated(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{check.Saw("ConnectionMode", d.ConnectionMode), check.Saw("WebACLID", d.WebACLID)}
	if forTenants(d) {
		return check.Unknown("serves tenants, which may have web ACLs of their own or none", saw...)
	}
	return check.PassIf(d.WebACLID != "", "has a web ACL", "has no web ACL", saw...)
}
