package cloudtrail

import (
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// CloudWatchLogs is the check cloudtrail.cloudwatch-logs.
var CloudWatchLogs = &check.Check{
	ID:        "cloudtrail.cloudwatch-logs",
	Title:     "CloudTrail trails deliver to CloudWatch Logs",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Each trail names a log group, and its last delivery to CloudWatch Logs was within a day of the scan. A trail that is not logging fails.",
	Rationale: "Metric filters and alarms work on CloudWatch Logs. A trail that only writes to S3 alerts nobody.",
	Remedy:    "Give the trail a log group and a role that may write to it. If deliveries have stopped, repair that role and start logging.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail, CloudWatch Logs, Edit: enable it with a log group and a role.",
		CLI: `aws cloudtrail update-trail --name TRAIL --region HOME_REGION \
  --cloud-watch-logs-log-group-arn LOG_GROUP_ARN --cloud-watch-logs-role-arn ROLE_ARN
aws cloudtrail start-logging --name TRAIL --region HOME_REGION`,
		Terraform: `resource "aws_cloudtrail" "main" {
  cloud_watch_logs_group_arn = "LOG_GROUP_ARN"
  cloud_watch_logs_role_arn  = "ROLE_ARN"
}`,
		Breaks: "Nothing: delivery to the bucket goes on. CloudWatch Logs charges for what it takes in and keeps, so set a retention.",
		Undo:   "CloudTrail console, the trail, CloudWatch Logs, Edit: clear Enabled. The log group stays.",
	},
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
