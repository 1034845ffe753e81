package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketExistsAndOwned(t *testing.T) {
	trail := inventory.CloudTrails.Of(everywhere)
	failing := inventory.CloudTrailStatuses.Of(inventory.CloudTrailStatus{
		Resource: primary, IsLogging: true, LatestDeliveryError: "NoSuchBucket",
	})
	checktest.Run(t, BucketExistsAndOwned, checktest.Cases{
		"ours":               checktest.Pass(trail, buckets("logs")),
		"gone":               checktest.Fail(trail, buckets("photos"), failing).Says("logs"),
		"of another account": checktest.Unknown(trail, buckets("photos"), logging(primary)),
		"of the organization, seen from a member":        checktest.Unknown(inventory.CloudTrails.Of(orgTrail), buckets("logs")),
		"of the organization, seen from the log archive": checktest.Pass(inventory.CloudTrails.Of(orgTrail), buckets("org-logs")),
		"buckets denied": checktest.Unknown(trail, inventory.S3Buckets.Missing(checktest.Denied()), failing),
	})
}
