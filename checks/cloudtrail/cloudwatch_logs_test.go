package cloudtrail

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestCloudWatchLogs(t *testing.T) {
	trail := inventory.CloudTrails.Of(inventory.CloudTrail{
		Resource: primary, CloudWatchLogsLogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:trail:*",
	})
	delivered := func(ago time.Duration, now bool) inventory.Part {
		return inventory.CloudTrailStatuses.Of(inventory.CloudTrailStatus{
			Resource: primary, IsLogging: now, LatestCloudWatchLogsDeliveryTime: checktest.Now.Add(-ago),
		})
	}
	checktest.Run(t, CloudWatchLogs, checktest.Cases{
		"delivers":            checktest.Pass(trail, delivered(time.Hour, true)),
		"a day ago":           checktest.Pass(trail, delivered(24*time.Hour, true)),
		"more than a day ago": checktest.Fail(trail, delivered(24*time.Hour+time.Second, true)),
		"stopped an hour ago": checktest.Fail(trail, delivered(time.Hour, false)),
		"never delivered":     checktest.Fail(trail, logging(primary)),
		"no log group":        checktest.Fail(inventory.CloudTrails.Of(everywhere)),
		"status denied":       checktest.Unknown(trail, inventory.CloudTrailStatuses.Missing(checktest.Denied(primary))),
	})
}
