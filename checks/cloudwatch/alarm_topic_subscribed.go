package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmTopicSubscribed is the check cloudwatch.alarm-topic-subscribed.
var AlarmTopicSubscribed = &check.Check{
	ID:        "cloudwatch.alarm-topic-subscribed",
	Title:     "Alarm topics exist and have a confirmed subscriber",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::CloudWatch::Alarm",
	Logic:     "Each topic that an alarm tells when it goes off exists and has a subscription that was confirmed. A topic of another account that does not show its subscriptions makes UNKNOWN.",
	Rationale: "A topic that was deleted, or whose only subscriber never confirmed the mail, swallows what the alarm says. Nothing else in AWS shows that.",
	Remedy:    "In SNS, open the topic, create a subscription, and confirm it by the link in the mail; name another topic in the alarm if this one is gone.",
	Fix: check.Fix{
		Console: "In SNS, open the topic, create a subscription, and confirm it by the link in the mail; name another topic in the alarm if this one is gone.",
		CLI:     "aws sns subscribe --topic-arn TOPIC_ARN --protocol email --notification-endpoint ADDRESS",
		Terraform: `# Who gets the mail has to confirm it: Terraform cannot.
resource "aws_sns_topic_subscription" "NAME" {
  topic_arn = "TOPIC_ARN"
  protocol  = "email"
  endpoint  = "ADDRESS"
}`,
		Breaks: "It breaks nothing; the subscriber gets all that the topic is told.",
		Undo:   "aws sns unsubscribe --subscription-arn SUBSCRIPTION_ARN.",
	},
	References: []string{"https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html", "https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.CloudWatchAlarms, alarmTopicSubscribed, inventory.SNSSubscriptions),
}

func alarmTopicSubscribed(e check.Env, a inventory.CloudWatchAlarm) check.Verdict {
	saw := []check.Evidence{check.Saw("AlarmActions", a.AlarmActions)}
	topics := a.Topics()
	if len(topics) == 0 {
		return check.NotApplicable("tells no topic", saw...)
	}
	for _, t := range topics {
		s := check.Detail(e, inventory.SNSSubscriptions, t)
		saw = append(saw, check.SawOn(t, "Exists", s.Exists), check.SawOn(t, "Confirmed", s.Confirmed))
		if !s.Exists || s.Confirmed == 0 {
			return check.Fail("tells nobody: "+unheard(t, s), saw...)
		}
	}
	return check.Pass("tells topics that somebody is subscribed to", saw...)
}
