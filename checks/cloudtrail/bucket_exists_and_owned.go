package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketExistsAndOwned is the check cloudtrail.bucket-exists-and-owned.
var BucketExistsAndOwned = &check.Check{
	ID:        "cloudtrail.bucket-exists-and-owned",
	Title:     "CloudTrail trail buckets exist in a trusted account",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "The bucket of each trail is one of this account. A bucket that CloudTrail reports missing fails. One of another account is UNKNOWN, since its owner cannot be seen from here.",
	Rationale: "If the bucket is gone, its name is free for anybody to take, and the log goes to whoever does.",
	Remedy:    "Point the trail at a bucket that this account or your log archive account owns.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail, General details, Edit: choose a bucket of the account as trail log bucket.",
		CLI: `# The policy of the bucket must let cloudtrail.amazonaws.com get its ACL and put objects.
aws cloudtrail update-trail --name TRAIL --s3-bucket-name BUCKET --region HOME_REGION`,
		Terraform: `resource "aws_cloudtrail" "main" {
  name           = "TRAIL"
  s3_bucket_name = "BUCKET"
}`,
		Breaks: "Whoever reads the log in the old bucket, such as a SIEM or Athena, finds no new events there.",
		Undo:   "The same command with the old bucket, if it still is in the hands of its owner. Files delivered in between stay where they are.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html"},
	Controls:   []string{},
	Assess: check.ForEach(inventory.CloudTrails, bucketExistsAndOwned,
		inventory.S3Buckets, inventory.CloudTrailStatuses),
}

func bucketExistsAndOwned(e check.Env, t inventory.CloudTrail) check.Verdict {
	bucket := check.Saw("S3BucketName", t.S3BucketName)
	if b, ok := bucketOf(e, t); ok {
		return check.Pass("delivers to a bucket of this account", bucket, check.SawOn(b.Resource, "ID", b.ID))
	}
	if t.Account != e.Account.ID {
		return bucketElsewhere(t)
	}
	s := check.Detail(e, inventory.CloudTrailStatuses, t.Resource)
	if s.LatestDeliveryError == "NoSuchBucket" {
		return check.Fail("delivers to a bucket that does not exist: "+t.S3BucketName,
			bucket, check.Saw("LatestDeliveryError", s.LatestDeliveryError))
	}
	return bucketElsewhere(t)
}

// bucketOf returns the bucket that a trail delivers to, if it is one of the
// scanned account.
func bucketOf(e check.Env, t inventory.CloudTrail) (inventory.S3Bucket, bool) {
	return check.Find(e, inventory.S3Buckets, e.Account.Resource(), func(b inventory.S3Bucket) bool { return b.ID == t.S3BucketName })
}

func bucketElsewhere(t inventory.CloudTrail) check.Verdict {
	return check.Unknown("delivers to a bucket that is not one of this account: "+t.S3BucketName, check.Saw("S3BucketName", t.S3BucketName))
}
