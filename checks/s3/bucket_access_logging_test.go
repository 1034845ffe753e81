package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketAccessLogging(t *testing.T) {
	to := func(target string) inventory.Part {
		return inventory.S3BucketLoggings.Of(inventory.S3BucketLogging{Resource: bucket("a"), TargetBucket: target})
	}
	checktest.Run(t, BucketAccessLogging, checktest.Cases{
		"logs":         checktest.Pass(to("logs")).Says("logs"),
		"does not log": checktest.Fail(to("")),
	})
}
