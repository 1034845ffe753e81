package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// S3OriginAccessControl is the check cloudfront.s3-origin-access-control.
var S3OriginAccessControl = &check.Check{
	ID:        "cloudfront.s3-origin-access-control",
	Title:     "CloudFront S3 origins use origin access control",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each S3 origin. Passes if each has an origin access control that signs requests; the older origin access identity does not count. Does not apply to a distribution without an S3 origin. The website of a bucket is a custom origin, for which there is none.",
	Rationale: "Without it the bucket must be public, and whoever knows its name goes round the cache, the web ACL and signed URLs. The identity of old knows neither KMS keys nor newer Regions.",
	Remedy:    "Make an origin access control that signs always, set it on the origin, let the bucket policy admit CloudFront for this distribution, and take away what the policy grants others.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Origins, Edit: choose Origin access control settings, Create new OAC, and copy the policy to the bucket.",
		CLI: `aws cloudfront create-origin-access-control --origin-access-control-config Name=NAME,SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json
# Set OriginAccessControlId of the origin and an empty OriginAccessIdentity in config.json.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_origin_access_control" "bucket" {
  name                              = "NAME"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}`,
		Breaks: "Requests fail with status 403 until the bucket policy, and the policy of its KMS key, admit the distribution.",
		Undo:   "Set the former OriginAccessIdentity, or none, on the origin.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-13",
	},
	Controls: []string{"FSBP/CloudFront.13"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, s3OriginAccessControl, inventory.CloudFrontOriginAccessControls),
}

func s3OriginAccessControl(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	return accessControlled(e, d, func(o inventory.CloudFrontOrigin) bool { return o.Kind == "s3" }, "has no S3 origin")
}
