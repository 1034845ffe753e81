package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DefaultRootObject is the check cloudfront.default-root-object.
var DefaultRootObject = &check.Check{
	ID:        "cloudfront.default-root-object",
	Title:     "CloudFront: a default root object is set",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each distribution that has an S3 origin. Passes if a default root object is set. Does not apply to other origins, which answer requests for the root themselves.",
	Rationale: "Without it a request for the root of the site is one for the root of the bucket, whose answer lists all objects if the bucket may be listed.",
	Remedy:    "Set the default root object, such as index.html.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, General, Settings, Edit: fill in Default root object.",
		CLI:     "aws cloudfront update-distribution --id DISTRIBUTION_ID --default-root-object index.html",
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  default_root_object = "index.html"
}`,
		Breaks: "Requests for the root are answered with the object instead of a list or an error.",
		Undo:   `aws cloudfront update-distribution --id DISTRIBUTION_ID --default-root-object "".`,
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-1",
	},
	Controls: []string{"FSBP/CloudFront.1"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, defaultRootObject, inventory.CloudFrontDistributionConfigs),
}

func defaultRootObject(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	buckets := false
	for _, o := range d.Origins {
		saw = append(saw, check.Saw("Origins["+o.ID+"].Kind", o.Kind))
		buckets = buckets || o.Kind == "s3"
	}
	if !buckets {
		return check.NotApplicable("has no S3 origin", saw...)
	}
	object := check.Detail(e, inventory.CloudFrontDistributionConfigs, d.Resource).DefaultRootObject
	saw = append(saw, check.Saw("DefaultRootObject", object))
	return check.PassIf(object != "", "has a default root object", "has no default root object", saw...)
}
