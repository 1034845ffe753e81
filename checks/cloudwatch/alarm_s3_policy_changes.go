package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmS3PolicyChanges is the check cloudwatch.alarm-s3-policy-changes.
var AlarmS3PolicyChanges = &check.Check{
	ID:         "cloudwatch.alarm-s3-policy-changes",
	Title:      "S3 bucket policy changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that change who may use a bucket, and what becomes of its objects." + alarmLogic,
	Rationale:  "A bucket becomes public, is copied elsewhere or loses its objects by one of these calls. The sooner it is seen, the less has been read or lost.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication)) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.8", "CIS-1.5/4.8", "CIS-2.0/4.8", "CIS-3.0/4.8", "CIS-4.0/4.8", "CIS-5.0/4.8", "CIS-6.0/5.8", "CIS-7.0/5.8", "FSBP/CloudWatch.8"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("s3",
		"PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication", "DeleteBucketPolicy", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication")),
}
