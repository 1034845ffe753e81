package cloudtrail

import (
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// CloudWatchLogs is the check cloudtrail.cloudwatch-logs.
var CloudWatchLogs = &check.Check{
	ID:         "cloudtrail.cloudwatch-logs",
	Title:      "CloudTrail trails deliver to CloudWatch Logs",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   "AWS::CloudTrail::Trail",
	Logic:      "Each trail names a log group, and its last delivery to CloudWatch Logs was within a day of the scan. A trail that is not logging fails.",
	Rationale:  "Metric filters and alarms work on CloudWatch Logs. A trail that only writes to S3 alerts nobody.",
	Remedy:     "Give the trail a log group and a role that may write to it. If deliveries have stopped, repair that role and start logging.",
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html", "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html"},
	Controls:   []string{"CIS-1.4/3.4", "CIS-1.5/3.4", "CIS-2.0/3.4", "FSBP/CloudTrail.5"},
	Assess:     check.ForEach(inventory.CloudTrails, cloudWatchLogs, inventory.CloudTrailStatuses),
}

// maxLogsAge is what CIS asks: the last delivery is at most a day old.
const maxLogsAge = 24 * time.Hour

func cloudWatchLogs(e check.Env, t inventory.CloudTrail) check.Verdict {
	group := check.Saw("CloudWatchLogsLogGroupArn", t.CloudWatchLogsLogGroupArn)
	if t.CloudWatchLogsLogGroupArn == "" {
		return check.Fail("does not deliver to CloudWatch Logs", group)
	}
	s := check.Detail(e, inventory.CloudTrailStatuses, t.Resource)
	last := check.Saw("LatestCloudWatchLogsDeliveryTime", s.LatestCloudWatchLogsDeliveryTime)
	logging := check.Saw("IsLogging", s.IsLogging)
	if !s.IsLogging {
		return check.Fail("names a log group but is not logging", group, logging)
	}
	return check.PassIf(e.Now.Sub(s.LatestCloudWatchLogsDeliveryTime) <= maxLogsAge,
		"delivers to CloudWatch Logs", "has delivered nothing to CloudWatch Logs for a day", group, logging, last)
}
