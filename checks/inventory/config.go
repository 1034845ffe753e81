package inventory

// ConfigRecorders holds the configuration recorder of each region that has one
// of the customer's own: config:DescribeConfigurationRecorders, without names.
var ConfigRecorders = NewTable[ConfigRecorder]("config.recorders")

// A ConfigRecorder is a configuration recorder. Where AWS gives no ARN it is
// arn:PARTITION:config:REGION:ACCOUNT:configuration-recorder/NAME.
type ConfigRecorder struct {
	Resource
	RoleARN        string
	RecordingGroup RecordingGroup
}

// A RecordingGroup says which resource types a recorder records.
type RecordingGroup struct {
	AllSupported               bool
	IncludeGlobalResourceTypes bool
	// ResourceTypes are the only types that are recorded, if there are any.
	ResourceTypes []string
	// ExclusionByResourceTypes are the types that are not: the list in the
	// structure of the same name.
	ExclusionByResourceTypes []string
	// RecordingStrategy is its UseOnly, empty where AWS gives none.
	RecordingStrategy string
}

// ConfigRecorderStatuses holds the status of each recorder:
// config:DescribeConfigurationRecorderStatus, without names.
var ConfigRecorderStatuses = NewTable[ConfigRecorderStatus]("config.recorder_statuses")

// A ConfigRecorderStatus is what a recorder does now. Its Resource is that of
// the recorder.
type ConfigRecorderStatus struct {
	Resource
	Recording     bool
	LastStatus    string // Pending, Success, Failure, NotApplicable
	LastErrorCode string
}

// ConfigChannels holds the delivery channel of each region that has one:
// config:DescribeDeliveryChannels.
var ConfigChannels = NewTable[ConfigChannel]("config.channels")

// A ConfigChannel is a delivery channel. AWS gives it no ARN; it is
// arn:PARTITION:config:REGION:ACCOUNT:delivery-channel/NAME here.
type ConfigChannel struct {
	Resource
}

// ConfigChannelStatuses holds the status of each delivery channel:
// config:DescribeDeliveryChannelStatus.
var ConfigChannelStatuses = NewTable[ConfigChannelStatus]("config.channel_statuses")

// A ConfigChannelStatus is how the last deliveries of a channel went. Its
// Resource is that of the channel.
type ConfigChannelStatus struct {
	Resource
	ConfigHistoryDeliveryInfo  ConfigDelivery
	ConfigSnapshotDeliveryInfo ConfigDelivery
	ConfigStreamDeliveryInfo   ConfigDelivery
}

// A ConfigDelivery is how the last delivery of one kind went. It is empty
// where there was none.
type ConfigDelivery struct {
	LastStatus    string // Success, Failure, Not_Applicable
	LastErrorCode string
}

// ConfigAggregators holds the aggregators of each region:
// config:DescribeConfigurationAggregators.
var ConfigAggregators = NewTable[ConfigAggregator]("config.aggregators")

// A ConfigAggregator gathers the configuration of accounts and regions.
type ConfigAggregator struct {
	Resource
	// Organization is whether it has an OrganizationAggregationSource, whose
	// AllAwsRegions follows.
	Organization  bool
	AllAwsRegions bool
}

// ConfigDelegatedAdministrators holds the accounts that administer Config for
// the organization: organizations:ListDelegatedAdministrators with the
// ServicePrincipal config.amazonaws.com. Outside an organization
// (AWSOrganizationsNotInUseException) it is empty; a member that is refused is
// a gap.
var ConfigDelegatedAdministrators = NewTable[ConfigDelegatedAdministrator]("config.delegated_administrators")

// A ConfigDelegatedAdministrator is such an account. Its Resource is global,
// with the Type AWS::Organizations::Account, the Id of the account and its Arn.
type ConfigDelegatedAdministrator struct {
	Resource
}
