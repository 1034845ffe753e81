package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketMFADelete(t *testing.T) {
	trail := inventory.CloudTrails.Of(everywhere)
	checktest.Run(t, BucketMFADelete, checktest.Cases{
		"on":                 checktest.Pass(trail, buckets("logs"), inventory.S3BucketVersionings.Of(inventory.S3BucketVersioning{Resource: bucket("logs"), Status: "Enabled", MFADelete: "Enabled"})),
		"never versioned":    checktest.Fail(trail, buckets("logs"), inventory.S3BucketVersionings.Of(inventory.S3BucketVersioning{Resource: bucket("logs")})),
		"versioned only":     checktest.Fail(trail, buckets("logs"), inventory.S3BucketVersionings.Of(inventory.S3BucketVersioning{Resource: bucket("logs"), Status: "Enabled"})),
		"suspended":          checktest.Fail(trail, buckets("logs"), inventory.S3BucketVersionings.Of(inventory.S3BucketVersioning{Resource: bucket("logs"), Status: "Suspended", MFADelete: "Enabled"})),
		"of another account": checktest.Unknown(trail, buckets("photos")),
		"of the organization, seen from a member": checktest.Unknown(inventory.CloudTrails.Of(orgTrail), buckets("logs")),
		"bucket denied": checktest.Unknown(trail, buckets("logs"), inventory.S3BucketVersionings.Missing(checktest.Denied(bucket("logs")))),
	})
}
