package inventory

import "strings"

// CloudWatchAlarms holds every alarm, on metrics, on logs and on other alarms:
// cloudwatch:DescribeAlarms with all AlarmTypes.
var CloudWatchAlarms = NewTable[CloudWatchAlarm]("cloudwatch.alarms")

// A CloudWatchAlarm is an alarm.
type CloudWatchAlarm struct {
	Resource       // AWS::CloudWatch::Alarm, AWS::CloudWatch::CompositeAlarm or AWS::CloudWatch::LogAlarm
	ActionsEnabled bool
	AlarmActions   []string // ARNs: what it does when it goes off
	OtherActions   []string // OKActions and InsufficientDataActions
	// AlarmRule is the expression of a composite alarm.
	AlarmRule string
	// Metrics are what an alarm on metrics looks at: its Metrics, or the one metric
	// that its own fields name.
	Metrics            []AlarmMetric
	ComparisonOperator string
	Threshold          float64
	// LogGroups are what the query of an alarm on logs reads, by name or ARN.
	LogGroups []string
}

// An AlarmMetric is a metric that an alarm looks at, or an expression over such.
type AlarmMetric struct {
	ID         string
	Namespace  string
	MetricName string
	Dimensions []string // the Name of each
	Stat       string   // Sum, Average, p90, ...
	AccountID  string   // empty for one of the account's own
	Expression string
	ReturnData bool // this is what is compared with the threshold
}

// Topics returns the topics that the alarm tells when it goes off.
func (a CloudWatchAlarm) Topics() []Resource {
	var all []Resource
	for _, arn := range a.AlarmActions {
		parts := strings.Split(arn, ":")
		if len(parts) != 6 || parts[2] != "sns" {
			continue // it does something else
		}
		all = append(all, Resource{
			Partition: parts[1], Region: parts[3], Account: parts[4], Type: "AWS::SNS::Topic", ID: parts[5], Name: parts[5], ARN: arn,
		})
	}
	return all
}
