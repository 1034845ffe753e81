package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDeliveryHealthy(t *testing.T) {
	plain := inventory.CloudTrails.Of(everywhere)
	full := inventory.CloudTrails.Of(inventory.CloudTrail{
		Resource: primary, LogFileValidationEnabled: true,
		CloudWatchLogsLogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:trail:*",
	})
	status := func(s inventory.CloudTrailStatus) inventory.Part {
		s.Resource, s.IsLogging = primary, true
		return inventory.CloudTrailStatuses.Of(s)
	}
	checktest.Run(t, DeliveryHealthy, checktest.Cases{
		"no errors":                           checktest.Pass(plain, logging(primary)),
		"bucket":                              checktest.Fail(plain, status(inventory.CloudTrailStatus{LatestDeliveryError: "NoSuchBucket"})).Says("NoSuchBucket"),
		"digest":                              checktest.Fail(full, status(inventory.CloudTrailStatus{LatestDigestDeliveryError: "AccessDenied"})),
		"an old digest error, validation off": checktest.Pass(plain, status(inventory.CloudTrailStatus{LatestDigestDeliveryError: "AccessDenied"})),
		"log group":                           checktest.Fail(full, status(inventory.CloudTrailStatus{LatestCloudWatchLogsDeliveryError: "Access denied"})),
		"an old log group error, none now":    checktest.Pass(plain, status(inventory.CloudTrailStatus{LatestCloudWatchLogsDeliveryError: "Access denied"})),
		"stopped":                             checktest.NotApplicable(plain, stopped(primary)),
	})
}
