package inventory

import "time"

// CloudTrails holds every trail that reaches the account, shadow trails
// included, one row for each ARN: cloudtrail:DescribeTrails.
var CloudTrails = NewTable[CloudTrail]("cloudtrail.trails")

// A CloudTrail is a trail. Its Resource has the region HomeRegion, even where
// the scan does not cover that region, and the account of its ARN: the trail of
// an organisation belongs to another account than the member that sees it.
type CloudTrail struct {
	Resource
	IsMultiRegionTrail        bool
	IsOrganizationTrail       bool
	LogFileValidationEnabled  bool
	KmsKeyId                  string
	S3BucketName              string
	CloudWatchLogsLogGroupArn string
}

// CloudTrailStatuses holds the status of each trail, asked in its home region
// by its ARN: cloudtrail:GetTrailStatus.
var CloudTrailStatuses = NewTable[CloudTrailStatus]("cloudtrail.statuses")

// A CloudTrailStatus is what a trail does now. The errors are empty if the
// last delivery had none; the times are zero if there never was one.
type CloudTrailStatus struct {
	Resource
	IsLogging                         bool
	LatestDeliveryError               string
	LatestDigestDeliveryError         string
	LatestCloudWatchLogsDeliveryError string
	LatestCloudWatchLogsDeliveryTime  time.Time
}

// CloudTrailSelectors holds which events each trail records, asked in its home
// region by its ARN: cloudtrail:GetEventSelectors.
var CloudTrailSelectors = NewTable[CloudTrailSelector]("cloudtrail.selectors")

// A CloudTrailSelector is all selectors of one trail. A trail has one of the
// two kinds.
type CloudTrailSelector struct {
	Resource
	EventSelectors         []EventSelector
	AdvancedEventSelectors []AdvancedEventSelector
}

// An EventSelector is a basic selector of events.
type EventSelector struct {
	ReadWriteType                 string // All, ReadOnly, WriteOnly
	IncludeManagementEvents       bool
	ExcludeManagementEventSources []string
	DataResources                 []DataResource
}

// A DataResource is a type of resource and the ARNs, or beginnings of ARNs, of
// those whose data events a selector takes.
type DataResource struct {
	Type   string
	Values []string
}

// An AdvancedEventSelector takes the events that match all of its fields.
type AdvancedEventSelector struct {
	FieldSelectors []AdvancedFieldSelector
}

// An AdvancedFieldSelector is a condition on one field of an event.
type AdvancedFieldSelector struct {
	Field         string
	Equals        []string
	StartsWith    []string
	EndsWith      []string
	NotEquals     []string
	NotStartsWith []string
	NotEndsWith   []string
}

// CloudTrailInsights holds what each trail has Insights for, asked in its home
// region by its ARN: cloudtrail:GetInsightSelectors. The error
// InsightNotEnabledException is a row without types.
var CloudTrailInsights = NewTable[CloudTrailInsight]("cloudtrail.insights")

// A CloudTrailInsight is the Insights setting of one trail.
type CloudTrailInsight struct {
	Resource
	InsightTypes []string // InsightSelectors[].InsightType: ApiCallRateInsight, ApiErrorRateInsight
}
