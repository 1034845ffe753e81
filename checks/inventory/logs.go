package inventory

// LogGroups holds every log group: logs:DescribeLogGroups.
var LogGroups = NewTable[LogGroup]("logs.groups")

// A LogGroup is a log group of CloudWatch Logs.
type LogGroup struct {
	Resource             // AWS::Logs::LogGroup; the ARN is without the asterisk at its end
	LogGroupClass string // STANDARD, INFREQUENT_ACCESS or DELIVERY
	// RetentionInDays is zero where events are kept for ever.
	RetentionInDays int
}

// MetricFilters holds the metric filters of all log groups:
// logs:DescribeMetricFilters, without the name of a group.
var MetricFilters = NewTable[MetricFilter]("logs.metric_filters")

// A MetricFilter makes a metric of the events of a log group that match. AWS
// gives it no ARN; it is that of its log group, :metric-filter: and its name here.
type MetricFilter struct {
	Resource      // AWS::Logs::MetricFilter
	LogGroupName  string
	FilterPattern string
	// FieldSelectionCriteria is which events of a group that gathers those of other
	// accounts and regions are looked at, empty for all.
	FieldSelectionCriteria string
	MetricTransformations  []MetricTransformation
}

// A MetricTransformation is a metric that a filter makes.
type MetricTransformation struct {
	MetricNamespace string
	MetricName      string
	MetricValue     string
	Dimensions      []string // their names, with the EmitSystemFieldDimensions of the filter
}
