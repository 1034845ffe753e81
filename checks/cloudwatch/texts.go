package cloudwatch

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// What the checks of one kind of events say alike.

// alarmLogic follows what a check says of its events.
const alarmLogic = " Follows the links: a trail that is logging, covers all regions, records all management events and delivers to a log group; a metric filter of that group whose pattern matches these events, however it is written, or more; an alarm on its metric that goes off; a topic with a confirmed subscription, told by that alarm or by a composite alarm of it. Several filters may share the events. Names the link that breaks. A trail that delivers to another account makes UNKNOWN."

var alarmReferences = []string{
	"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
	"https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
	"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
}

const alarmRemedy = "Create a metric filter of the log group of the trail that matches these events, an alarm on its metric, and a topic that the alarm tells and to which somebody is subscribed."

// alarmFix says how to get an alarm on what the pattern matches.
func alarmFix(pattern string) check.Fix {
	return check.Fix{
		Console: "CloudWatch, Log groups, the group of the trail, Metric filters, Create metric filter with the pattern below and the metric value 1; from it Create alarm on the Sum of 5 minutes, at 1 or more, that tells an SNS topic. Pattern: " + pattern,
		CLI: "aws logs put-metric-filter --log-group-name GROUP --filter-name NAME \\\n  --filter-pattern '" + pattern + "' \\\n" +
			"  --metric-transformations metricName=NAME,metricNamespace=CIS,metricValue=1\n" +
			"aws cloudwatch put-metric-alarm --alarm-name NAME --namespace CIS --metric-name NAME --statistic Sum \\\n" +
			"  --period 300 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold \\\n" +
			"  --treat-missing-data notBreaching --alarm-actions TOPIC_ARN\n" +
			"aws sns subscribe --topic-arn TOPIC_ARN --protocol email --notification-endpoint ADDRESS",
		Terraform: `resource "aws_cloudwatch_log_metric_filter" "NAME" {
  name           = "NAME"
  log_group_name = "GROUP"
  pattern        = "` + strings.ReplaceAll(pattern, `"`, `\"`) + `"
  metric_transformation {
    name      = "NAME"
    namespace = "CIS"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "NAME" {
  alarm_name          = "NAME"
  namespace           = "CIS"
  metric_name         = "NAME"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["TOPIC_ARN"]
}

# Who gets the mail has to confirm it: Terraform cannot.
resource "aws_sns_topic_subscription" "NAME" {
  topic_arn = "TOPIC_ARN"
  protocol  = "email"
  endpoint  = "ADDRESS"
}`,
		Breaks: "Nothing. Every match may send a mail: raise the threshold where that is too much.",
		Undo:   "aws cloudwatch delete-alarms --alarm-names NAME\naws logs delete-metric-filter --log-group-name GROUP --filter-name NAME",
	}
}
