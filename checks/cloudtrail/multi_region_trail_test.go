package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestMultiRegionTrail(t *testing.T) {
	checktest.Run(t, MultiRegionTrail, checktest.Cases{
		"logging":                      checktest.Pass(inventory.CloudTrails.Of(everywhere), logging(primary)),
		"stopped":                      checktest.Fail(inventory.CloudTrails.Of(everywhere), stopped(primary)),
		"of one region":                checktest.Fail(inventory.CloudTrails.Of(oneRegion), logging(second)),
		"of the organization":          checktest.Pass(inventory.CloudTrails.Of(orgTrail), logging(foreign)).Says(foreign.ARN),
		"none":                         checktest.Fail(),
		"seen despite a gap":           checktest.Pass(inventory.CloudTrails.Of(everywhere), logging(primary), inventory.CloudTrails.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"status denied":                checktest.Unknown(inventory.CloudTrails.Of(everywhere), inventory.CloudTrailStatuses.Missing(checktest.Denied(primary))),
		"one denied beside a good one": checktest.Pass(inventory.CloudTrails.Of(orgTrail, everywhere), logging(primary), inventory.CloudTrailStatuses.Missing(checktest.Denied(foreign))),
	})
}
