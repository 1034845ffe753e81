package cloudtrail

import (
	"slices"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketPolicySourceARN is the check cloudtrail.bucket-policy-source-arn.
var BucketPolicySourceARN = &check.Check{
	ID:        "cloudtrail.bucket-policy-source-arn",
	Title:     "CloudTrail trail bucket policies pin the delivering trail",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Reads the policy of the bucket of each trail. Fails if it lets CloudTrail in on behalf of any account, that is without aws:SourceArn, aws:SourceAccount or an organization in its condition. A bucket of another account is UNKNOWN.",
	Rationale: "CloudTrail works for everybody. Without the condition a trail of a stranger's account may write into this bucket, among the records that you rely on.",
	Remedy:    "Add the condition StringEquals aws:SourceArn with the ARN of the trail to the statements for cloudtrail.amazonaws.com.",
	Fix: check.Fix{
		Console: "S3 console, the bucket of the trail, Permissions, Bucket policy, Edit: add the condition to both statements of CloudTrail.",
		CLI: `aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json
# Add to the conditions of the statements for cloudtrail.amazonaws.com: "StringEquals":{"aws:SourceArn":"TRAIL_ARN"}
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
		Terraform: `resource "aws_s3_bucket_policy" "trail" {
  bucket = "BUCKET"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = ["s3:GetBucketAcl", "s3:PutObject"]
    Principal = { Service = "cloudtrail.amazonaws.com" }
    Resource  = ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/AWSLogs/*"]
    Condition = { StringEquals = { "aws:SourceArn" = "TRAIL_ARN" } }
  }] })
}`,
		Breaks: "Delivery stops for every other trail that writes into the bucket: list the ARNs of all. A trail that is made anew in another Region has another ARN.",
		Undo:   "Put the policy of before again. CloudTrail retries failed deliveries for up to 30 days.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.CloudTrails, bucketPolicySourceARN, inventory.S3Buckets, inventory.S3BucketPolicies).Narrowed(access.Limits...),
}

func bucketPolicySourceARN(e check.Env, t inventory.CloudTrail) check.Verdict {
	b, ok := bucketOf(e, t)
	if !ok {
		return bucketElsewhere(t)
	}
	bucket := check.Saw("S3BucketName", t.S3BucketName)
	d, unread := access.Of(check.Detail(e, inventory.S3BucketPolicies, b.Resource))
	if unread != nil {
		return *unread
	}
	if d == nil {
		return check.Pass("delivers to a bucket without a policy that could let anybody in", bucket, check.SawOn(b.Resource, "Policy", ""))
	}
	r, taken := access.Deputy(e, d, b.Resource, "cloudtrail.amazonaws.com")
	saw := slices.Concat(taken, []check.Evidence{bucket, check.SawOn(b.Resource, "Policy", access.Said(r))})
	switch r.Answer {
	case policy.Yes:
		return check.Fail("delivers to a bucket that takes the trails of any account: "+r.Grants[0].String(), saw...)
	case policy.No:
		return check.Pass("delivers to a bucket that takes certain trails only", saw...)
	case policy.Unknown:
	}
	return check.Unknown("delivers to a bucket of which cannot be told whose trails it takes", saw...)
}
