package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketAccessLogging is the check s3.bucket-access-logging.
var BucketAccessLogging = &check.Check{
	ID:         "s3.bucket-access-logging",
	Title:      "S3 server access logging is on",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   "AWS::S3::Bucket",
	Logic:      "Reads the server access logging of the bucket. Passes if it names a target bucket. A bucket that only receives such logs is asked too: suppress its finding.",
	Rationale:  "Access logs record each request with its requester, which management events of CloudTrail do not. After a leak they show what was read.",
	Remedy:     "Turn on server access logging, into another bucket of the same account and region that grants the logging service write access.",
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html"},
	Controls:   []string{"FSBP/S3.9"},
	Assess:     check.ForEach(inventory.S3BucketLoggings, bucketAccessLogging),
}

func bucketAccessLogging(_ check.Env, l inventory.S3BucketLogging) check.Verdict {
	return check.PassIf(l.TargetBucket != "", "logs requests to "+l.TargetBucket, "does not log requests",
		check.Saw("TargetBucket", l.TargetBucket))
}
