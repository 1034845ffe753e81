package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketAccessLogging is the check s3.bucket-access-logging.
var BucketAccessLogging = &check.Check{
	ID:        "s3.bucket-access-logging",
	Title:     "S3 server access logging is on",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the server access logging of the bucket. Passes if it names a target bucket. A bucket that only receives such logs is asked too: suppress its finding.",
	Rationale: "Access logs record each request with its requester, which management events of CloudTrail do not. After a leak they show what was read.",
	Remedy:    "Turn on server access logging, into another bucket of the same account and region that grants the logging service write access.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Properties, Server access logging, Edit: enable it and choose a destination. The console adds the statement to the policy of that bucket.",
		CLI: `# LOG_BUCKET must be in the same account and Region, and let logging.s3.amazonaws.com put objects.
aws s3api put-bucket-logging --bucket BUCKET \
  --bucket-logging-status '{"LoggingEnabled":{"TargetBucket":"LOG_BUCKET","TargetPrefix":"BUCKET/"}}'`,
		Terraform: `resource "aws_s3_bucket_logging" "logs" {
  bucket        = "BUCKET"
  target_bucket = "LOG_BUCKET"
  target_prefix = "BUCKET/"
}`,
		Breaks: "Nothing: requests are logged afterwards, with some delay. The logs cost storage, so expire them; a bucket that logs into itself grows without end.",
		Undo:   "aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status '{}'.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html"},
	Controls:   []string{"FSBP/S3.9"},
	Assess:     check.ForEach(inventory.S3BucketLoggings, bucketAccessLogging),
}

func bucketAccessLogging(_ check.Env, l inventory.S3BucketLogging) check.Verdict {
	return check.PassIf(l.TargetBucket != "", "logs requests to "+l.TargetBucket, "does not log requests",
		check.Saw("TargetBucket", l.TargetBucket))
}
