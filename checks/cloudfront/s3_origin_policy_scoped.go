package cloudfront

import (
	"slices"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// S3OriginPolicyScoped is the check cloudfront.s3-origin-policy-scoped.
var S3OriginPolicyScoped = &check.Check{
	ID:        "cloudfront.s3-origin-policy-scoped",
	Title:     "CloudFront origin bucket policies admit only own distributions",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the policy of the bucket of each S3 origin. Fails if it admits CloudFront on behalf of any account, that is without aws:SourceArn, aws:SourceAccount or an organization in its condition. Does not apply to a distribution without an S3 origin. A bucket of another account is UNKNOWN.",
	Rationale: "CloudFront works for everybody. Without the condition a stranger makes a distribution of his own with this bucket as its origin, and reads all that yours serves only under conditions.",
	Remedy:    "Add the condition StringEquals aws:SourceArn with the ARN of the distribution to the statement for cloudfront.amazonaws.com.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Permissions, Bucket policy, Edit: add the condition.",
		CLI: `aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json
# Add "Condition": {"StringEquals": {"AWS:SourceArn": "DISTRIBUTION_ARN"}} to the statement.
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
		Terraform: `data "aws_iam_policy_document" "origin" {
  statement {
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.web.arn]
    }
  }
}`,
		Breaks: "Other distributions that use the bucket get status 403 until the condition names them too.",
		Undo:   "Put the former policy: aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, s3OriginPolicyScoped, inventory.S3Buckets, inventory.S3BucketPolicies).Narrowed(access.Limits...),
}

func s3OriginPolicyScoped(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	var unknown *check.Verdict
	some := false
	for _, o := range d.Origins {
		saw = append(saw, check.Saw("Origins["+o.ID+"].DomainName", o.DomainName), check.Saw("Origins["+o.ID+"].Kind", o.Kind))
		b, ok := o.Bucket(d.Resource)
		if !ok {
			continue
		}
		some = true
		v := scoped(e, b, &saw)
		if v.Status == check.StatusFail {
			return v
		}
		if v.Status == check.StatusUnknown {
			unknown = &v
		}
	}
	switch {
	case !some:
		return check.NotApplicable("has no S3 origin", saw...)
	case unknown != nil:
		return *unknown
	}
	return check.Pass("gets content from buckets that admit CloudFront for certain distributions only", saw...)
}

// scoped judges the policy of one bucket.
func scoped(e check.Env, b inventory.Resource, saw *[]check.Evidence) check.Verdict {
	own, ok := check.Find(e, inventory.S3Buckets, e.Account.Resource(), func(own inventory.S3Bucket) bool { return own.ID == b.ID })
	if !ok {
		return check.Unknown("gets content from a bucket that is not one of this account: "+b.ID, *saw...)
	}
	*saw = append(*saw, check.SawOn(own.Resource, "ID", own.ID))
	d, unread := access.Of(check.Detail(e, inventory.S3BucketPolicies, own.Resource))
	if unread != nil {
		return *unread
	}
	if d == nil {
		*saw = append(*saw, check.SawOn(own.Resource, "Policy", ""))
		return check.Pass("")
	}
	r, taken := access.Deputy(e, d, own.Resource, "cloudfront.amazonaws.com")
	*saw = slices.Concat(*saw, taken, []check.Evidence{check.SawOn(own.Resource, "Policy", access.Said(r))})
	switch r.Answer {
	case policy.Yes:
		return check.Fail("gets content from the bucket "+b.ID+", which admits the distributions of any account: "+r.Grants[0].String(), *saw...)
	case policy.Unknown:
		return check.Unknown("gets content from the bucket "+b.ID+", of which cannot be told whose distributions it admits", *saw...)
	case policy.No:
	}
	return check.Pass("")
}
