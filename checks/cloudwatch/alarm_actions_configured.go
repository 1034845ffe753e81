package cloudwatch

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmActionsConfigured is the check cloudwatch.alarm-actions-configured.
var AlarmActionsConfigured = &check.Check{
	ID:        "cloudwatch.alarm-actions-configured",
	Title:     "Alarms have an action for the ALARM state",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::CloudWatch::Alarm",
	Logic:     "Each alarm, on metrics, on logs or on other alarms, has an action for the state ALARM. One that a composite alarm is made of may leave acting to that one.",
	Rationale: "An alarm without an action turns red on a page that nobody looks at. What it was made to tell, it tells no one.",
	Remedy:    "Edit the alarm and add a notification or another action under In alarm.",
	Fix: check.Fix{
		Console: "Edit the alarm and add a notification or another action under In alarm.",
		CLI: `aws cloudwatch describe-alarms --alarm-names NAME
# Mind that this replaces all settings: repeat those that the alarm has.
aws cloudwatch put-metric-alarm --alarm-name NAME --namespace NAMESPACE --metric-name METRIC --statistic Sum \
  --period 300 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold \
  --alarm-actions TOPIC_ARN`,
		Terraform: `resource "aws_cloudwatch_metric_alarm" "NAME" {
  # what it has
  alarm_actions = ["TOPIC_ARN"]
}`,
		Breaks: "It breaks nothing, but an alarm that is red already acts only when it turns red again.",
		Undo:   "Take the action away.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15"},
	Controls:   []string{"FSBP/CloudWatch.15"},
	Assess:     check.ForEach(inventory.CloudWatchAlarms, alarmActionsConfigured),
}

func alarmActionsConfigured(e check.Env, a inventory.CloudWatchAlarm) check.Verdict {
	saw := []check.Evidence{check.Saw("AlarmActions", a.AlarmActions)}
	if len(a.AlarmActions) > 0 {
		return check.Pass("acts when it goes off", saw...)
	}
	parent, ok := check.Find(e, inventory.CloudWatchAlarms, a.Resource, func(o inventory.CloudWatchAlarm) bool {
		names, _ := alarmsOf(o.AlarmRule)
		return o.Key() != a.Key() && (slices.Contains(names, a.ID) || slices.Contains(names, a.ARN))
	})
	if ok {
		return check.NotApplicable("leaves acting to the composite alarm "+parent.ID,
			append(saw, check.SawOn(parent.Resource, "AlarmRule", parent.AlarmRule))...)
	}
	return check.Fail("does nothing when it goes off", append(saw, check.Saw("AlarmRule", a.AlarmRule))...)
}
