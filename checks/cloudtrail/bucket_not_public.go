package cloudtrail

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketNotPublic is the check cloudtrail.bucket-not-public.
var BucketNotPublic = &check.Check{
	ID:        "cloudtrail.bucket-not-public",
	Title:     "CloudTrail trail buckets are not public",
	Domain:    check.DataProtection,
	Severity:  check.Critical,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Works out who can reach the bucket of each trail from outside, by all layers together: Block Public Access of the account and the bucket, object ownership, ACL and bucket policy. Fails if everyone, or everyone with an AWS account, can do something to it. A bucket of another account is UNKNOWN.",
	Rationale: "The log tells an attacker who does what in the account, and whoever can write to it hides his traces.",
	Remedy:    "Turn on Block Public Access for the bucket and remove the grant that the finding names. CloudTrail itself needs only the statements of its own service principal.",
	Fix: check.Fix{
		Console: "S3 console, the bucket of the trail, Permissions: under Block public access, Edit, select Block all public access. Then remove the grant under Bucket policy or Access control list.",
		CLI: `aws s3api put-public-access-block --bucket BUCKET \
  --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-acl --bucket BUCKET --acl private`,
		Terraform: `resource "aws_s3_bucket_public_access_block" "trail" {
  bucket                  = "BUCKET"
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}`,
		Breaks: "Nothing for CloudTrail, which is let in as a service. Other accounts that read the log by a policy that counts as public are refused.",
		Undo:   "aws s3api delete-public-access-block --bucket BUCKET, and put the old policy or ACL again. Save both first.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"},
	Controls:   []string{"CIS-1.4/3.3", "CIS-1.5/3.3", "CIS-2.0/3.3", "FSBP/CloudTrail.6"},
	Assess: check.ForEach(inventory.CloudTrails, bucketNotPublic,
		append([]inventory.Handle{inventory.S3Buckets}, access.BucketTables...)...).Narrowed(access.Limits...),
}

func bucketNotPublic(e check.Env, t inventory.CloudTrail) check.Verdict {
	b, ok := bucketOf(e, t)
	if !ok {
		return bucketElsewhere(t)
	}
	v := access.Bucket(e, b.Resource, "reach the bucket that it delivers to", policy.LevelList, policy.LevelRead,
		policy.LevelWrite, policy.LevelPermissions, policy.LevelTagging, policy.LevelUnknown)
	v.Evidence = append(v.Evidence, check.Saw("S3BucketName", t.S3BucketName))
	return v
}
