package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketAccessLogging is the check cloudtrail.bucket-access-logging.
var BucketAccessLogging = &check.Check{
	ID:        "cloudtrail.bucket-access-logging",
	Title:     "CloudTrail trail buckets log access",
	Domain:    check.DetectiveControls,
	Severity:  check.Low,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Server access logging is on for the bucket of each trail. A bucket of another account is UNKNOWN.",
	Rationale: "Access logs show who read or removed the audit trail itself.",
	Remedy:    "Turn on server access logging for the bucket, with another bucket as its target.",
	Fix: check.Fix{
		Console: "S3 console, the bucket of the trail, Properties, Server access logging, Edit: enable it and choose another bucket as destination.",
		CLI: `# LOG_BUCKET must be in the same account and Region, and let logging.s3.amazonaws.com put objects.
aws s3api put-bucket-logging --bucket BUCKET \
  --bucket-logging-status '{"LoggingEnabled":{"TargetBucket":"LOG_BUCKET","TargetPrefix":"BUCKET/"}}'`,
		Terraform: `resource "aws_s3_bucket_logging" "trail" {
  bucket        = "BUCKET"
  target_bucket = "LOG_BUCKET"
  target_prefix = "BUCKET/"
}`,
		Breaks: "Nothing: requests are logged afterwards, and CloudTrail delivers as before. The logs cost storage.",
		Undo:   "aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status '{}'.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html"},
	Controls:   []string{"CIS-1.4/3.6", "CIS-1.5/3.6", "CIS-2.0/3.6", "CIS-3.0/3.4", "CIS-4.0/3.4", "CIS-5.0/3.4", "CIS-6.0/4.4", "CIS-7.0/4.4", "FSBP/CloudTrail.7"},
	Assess: check.ForEach(inventory.CloudTrails, bucketAccessLogging,
		inventory.S3Buckets, inventory.S3BucketLoggings),
}

func bucketAccessLogging(e check.Env, t inventory.CloudTrail) check.Verdict {
	b, ok := bucketOf(e, t)
	if !ok {
		return bucketElsewhere(t)
	}
	l := check.Detail(e, inventory.S3BucketLoggings, b.Resource)
	return check.PassIf(l.TargetBucket != "", "delivers to a bucket that logs access", "delivers to a bucket that does not log access",
		check.Saw("S3BucketName", t.S3BucketName), check.SawOn(b.Resource, "TargetBucket", l.TargetBucket))
}
