package logs

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// GroupRetention is the check logs.group-retention.
var GroupRetention = &check.Check{
	ID:        "logs.group-retention",
	Title:     "Log groups keep data at least 365 days",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::Logs::LogGroup",
	Logic:     "Each log group keeps its events for ever, which is the default, or at least as many days as are asked. Groups of the class Delivery are not asked: they hand their events on, and AWS keeps those for a day.",
	Rationale: "Intrusions are found months after they began. What the logs of the first days would have told is gone if they were kept for a month.",
	Remedy:    "In CloudWatch, select the log group and edit its retention setting.",
	Fix: check.Fix{
		Console: "In CloudWatch, select the log group and edit its retention setting.",
		CLI:     "aws logs put-retention-policy --log-group-name GROUP --retention-in-days 365",
		Terraform: `resource "aws_cloudwatch_log_group" "NAME" {
  name              = "GROUP"
  retention_in_days = 365
}`,
		Breaks: "It breaks nothing, and events that were deleted do not come back; storage costs more.",
		Undo:   "Set the days that were set before, by which AWS deletes what is older.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16"},
	Controls:   []string{"FSBP/CloudWatch.16"},
	Params:     []check.Setting{minDays},
	Assess:     check.ForEach(inventory.LogGroups, groupRetention),
}

var minDays = check.NewParam("min-days", 365, "days that events must be kept")

func groupRetention(e check.Env, g inventory.LogGroup) check.Verdict {
	class := check.Saw("LogGroupClass", g.LogGroupClass)
	if g.LogGroupClass == "DELIVERY" {
		return check.NotApplicable("hands its events on, and keeps them for a day", class)
	}
	kept := check.Saw("RetentionInDays", g.RetentionInDays)
	if g.RetentionInDays == 0 {
		return check.Pass("keeps its events for ever", class, kept)
	}
	return check.PassIf(g.RetentionInDays >= minDays.Get(e), fmt.Sprintf("keeps its events for %d days", g.RetentionInDays),
		fmt.Sprintf("keeps its events for %d days only", g.RetentionInDays), class, kept)
}
