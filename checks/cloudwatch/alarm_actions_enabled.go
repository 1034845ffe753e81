package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmActionsEnabled is the check cloudwatch.alarm-actions-enabled.
var AlarmActionsEnabled = &check.Check{
	ID:        "cloudwatch.alarm-actions-enabled",
	Title:     "Alarm actions are enabled",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::CloudWatch::Alarm",
	Logic:     "ActionsEnabled of each alarm that has an action, for any state, is true. One without actions is left to cloudwatch.alarm-actions-configured.",
	Rationale: "Actions are turned off for a maintenance and forgotten. The alarm looks as if it would tell somebody, and does not.",
	Remedy:    "Select the alarm, Actions, Alarm actions, Enable.",
	Fix: check.Fix{
		Console: "Select the alarm, Actions, Alarm actions, Enable.",
		CLI:     "aws cloudwatch enable-alarm-actions --alarm-names NAME",
		Terraform: `resource "aws_cloudwatch_metric_alarm" "NAME" {
  # what it has
  actions_enabled = true
}`,
		Breaks: "Its actions run from the next change of its state on, which may start or stop instances where it is for that.",
		Undo:   "aws cloudwatch disable-alarm-actions --alarm-names NAME.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-17"},
	Controls:   []string{"FSBP/CloudWatch.17"},
	Assess:     check.ForEach(inventory.CloudWatchAlarms, alarmActionsEnabled),
}

func alarmActionsEnabled(_ check.Env, a inventory.CloudWatchAlarm) check.Verdict {
	saw := []check.Evidence{check.Saw("AlarmActions", a.AlarmActions), check.Saw("OtherActions", a.OtherActions)}
	if len(a.AlarmActions)+len(a.OtherActions) == 0 {
		return check.NotApplicable("has no actions", saw...)
	}
	return check.PassIf(a.ActionsEnabled, "has its actions turned on", "has its actions turned off",
		append(saw, check.Saw("ActionsEnabled", a.ActionsEnabled))...)
}
