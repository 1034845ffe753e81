package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketAccessLogging(t *testing.T) {
	trail := inventory.CloudTrails.Of(everywhere)
	checktest.Run(t, BucketAccessLogging, checktest.Cases{
		"on":                 checktest.Pass(trail, buckets("logs"), inventory.S3BucketLoggings.Of(inventory.S3BucketLogging{Resource: bucket("logs"), TargetBucket: "access"})),
		"off":                checktest.Fail(trail, buckets("logs"), inventory.S3BucketLoggings.Of(inventory.S3BucketLogging{Resource: bucket("logs")})),
		"of another account": checktest.Unknown(trail, buckets("photos")),
		"of the organization, seen from a member": checktest.Unknown(inventory.CloudTrails.Of(orgTrail), buckets("logs")),
		"bucket denied": checktest.Unknown(trail, buckets("logs"), inventory.S3BucketLoggings.Missing(checktest.Denied(bucket("logs")))),
	})
}
