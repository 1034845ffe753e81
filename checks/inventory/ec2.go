package inventory

import "time"

// Volumes holds every EBS volume: ec2:DescribeVolumes.
var Volumes = NewTable[Volume]("ec2.volumes")

// A Volume is a block storage volume.
type Volume struct {
	Resource
	Encrypted bool
}

// Snapshots holds the EBS snapshots that the account owns:
// ec2:DescribeSnapshots with the owner self.
var Snapshots = NewTable[Snapshot]("ec2.snapshots")

// A Snapshot is a copy of a volume. Its ARN has no account in it
// (arn:aws:ec2:REGION::snapshot/ID).
type Snapshot struct {
	Resource
	Encrypted bool
}

// SnapshotPermissions holds who may make volumes of a snapshot, one row for
// each of Snapshots: ec2:DescribeSnapshotAttribute of createVolumePermission.
var SnapshotPermissions = NewTable[SnapshotPermission]("ec2.snapshot_permissions")

// A SnapshotPermission says with whom one snapshot is shared.
type SnapshotPermission struct {
	Resource
	CreateVolumePermissions []CreateVolumePermission // empty if it is not shared
}

// A CreateVolumePermission names an account or a group, never both.
type CreateVolumePermission struct {
	UserID string // an account
	Group  string // "all" is everybody; AWS has no other
}

// SnapshotBlocks holds one row for each region:
// ec2:GetSnapshotBlockPublicAccessState.
var SnapshotBlocks = NewTable[SnapshotBlock]("ec2.snapshot_blocks")

// A SnapshotBlock says whether snapshots can be public in a region.
type SnapshotBlock struct {
	Resource
	State string // block-all-sharing, block-new-sharing or unblocked
}

// ImageBlocks holds one row for each region:
// ec2:GetImageBlockPublicAccessState.
var ImageBlocks = NewTable[ImageBlock]("ec2.image_blocks")

// An ImageBlock says whether AMIs can be made public in a region.
type ImageBlock struct {
	Resource
	ImageBlockPublicAccessState string // block-new-sharing or unblocked
}

// EBSEncryptionDefaults holds one row for each region:
// ec2:GetEbsEncryptionByDefault.
var EBSEncryptionDefaults = NewTable[EBSEncryptionDefault]("ec2.ebs_encryption_defaults")

// An EBSEncryptionDefault says whether a region encrypts every new volume.
type EBSEncryptionDefault struct {
	Resource
	EbsEncryptionByDefault bool
}

// EBSDefaultKeys holds one row for each region: ec2:GetEbsDefaultKmsKeyId.
var EBSDefaultKeys = NewTable[EBSDefaultKey]("ec2.ebs_default_keys")

// An EBSDefaultKey is the key of volumes that are encrypted without naming one.
type EBSDefaultKey struct {
	Resource
	KmsKeyID string // an ARN, or alias/aws/ebs where nobody chose another
}

// EBSDefaultKeyDetails describes the keys of EBSDefaultKeys: kms:DescribeKey
// of KmsKeyID, one row for each region. A region whose KmsKeyID is an alias
// under alias/aws/ has no row: to describe such an alias creates its key.
var EBSDefaultKeyDetails = NewTable[EBSDefaultKeyDetail]("ec2.ebs_default_key_details")

// An EBSDefaultKeyDetail describes a region's default key. Its Resource is that
// of the row in EBSDefaultKeys, the account in the region.
type EBSDefaultKeyDetail struct {
	Resource
	KeyManager string // KeyMetadata.KeyManager: AWS or CUSTOMER
}

// Images holds the AMIs that the account owns, disabled and deprecated ones
// too: ec2:DescribeImages with the owner self, IncludeDisabled and
// IncludeDeprecated.
var Images = NewTable[Image]("ec2.images")

// An Image is an AMI. Its ARN has no account in it
// (arn:aws:ec2:REGION::image/ID).
type Image struct {
	Resource
	State               string // available, pending, disabled, ...
	Public              bool
	BlockDeviceMappings []ImageDevice // those with an Ebs part
}

// An ImageDevice is a volume that an AMI maps.
type ImageDevice struct {
	DeviceName string
	SnapshotID string // Ebs.SnapshotId: empty for a volume that starts empty
	Encrypted  bool   // Ebs.Encrypted
}

// InstanceImages holds the AMIs that instances run, whoever owns them:
// ec2:DescribeImages by the filter image-id, with IncludeDisabled and
// IncludeDeprecated. AMIs that AWS no longer shows to the account have no row;
// a filter, unlike ImageIds, answers about the others then.
var InstanceImages = NewTable[InstanceImage]("ec2.instance_images")

// An InstanceImage is an AMI that an instance of the account was made from.
type InstanceImage struct {
	Resource
	State           string
	DeprecationTime time.Time // zero if it is not set
}

// Instances holds every EC2 instance: ec2:DescribeInstances. AWS lists
// terminated ones for about an hour.
var Instances = NewTable[Instance]("ec2.instances")

// An Instance is an EC2 virtual machine.
type Instance struct {
	Resource
	State              string // State.Name: running, stopped, terminated, ...
	ImageID            string
	IamInstanceProfile string // IamInstanceProfile.Arn, empty without a profile
	MetadataOptions    MetadataOptions
}

// MetadataOptions are the settings of an instance's metadata service.
type MetadataOptions struct {
	HTTPEndpoint string // enabled or disabled
	HTTPTokens   string // required or optional
}

// InstanceMetadataDefaults holds one row for each region:
// ec2:GetInstanceMetadataDefaults.
var InstanceMetadataDefaults = NewTable[InstanceMetadataDefault]("ec2.instance_metadata_defaults")

// An InstanceMetadataDefault is the account's default for new instances in a
// region, from AccountLevel. What AWS leaves out is empty: no preference.
type InstanceMetadataDefault struct {
	Resource
	HTTPTokens         string // required or optional
	HTTPTokensEnforced string // enabled or disabled
}

// ManagedInstances holds the EC2 instances that Systems Manager knows, under
// the Resource that they have in Instances: ssm:DescribeInstanceInformation
// with the filter ResourceType=EC2Instance.
var ManagedInstances = NewTable[ManagedInstance]("ssm.managed_instances")

// A ManagedInstance says when the agent of an instance was last heard of.
type ManagedInstance struct {
	Resource
	PingStatus   string // Online, ConnectionLost or Inactive
	PlatformType string // Linux, MacOS or Windows
	// IsLatestVersion is whether its agent is the newest. Of Windows it does not say.
	IsLatestVersion bool
}

// LaunchTemplates holds every launch template with its default and its latest
// version: ec2:DescribeLaunchTemplateVersions of $Default and $Latest, without
// a template's id, which answers for all templates of a region.
var LaunchTemplates = NewTable[LaunchTemplate]("ec2.launch_templates")

// A LaunchTemplate is what groups and fleets make instances from.
type LaunchTemplate struct {
	Resource
	Versions []LaunchTemplateVersion // by number; one if the latest is the default
}

// A LaunchTemplateVersion is one version of a launch template.
type LaunchTemplateVersion struct {
	VersionNumber       int
	BlockDeviceMappings []LaunchDevice // LaunchTemplateData, those with an Ebs part
}

// A LaunchDevice is a volume to be made with an instance.
type LaunchDevice struct {
	DeviceName string
	Encrypted  string // Ebs.Encrypted: "true", "false", or empty if it is not said
}

// SpotFleets holds every Spot Fleet request: ec2:DescribeSpotFleetRequests.
var SpotFleets = NewTable[SpotFleet]("ec2.spot_fleets")

// A SpotFleet is a request for a fleet of Spot instances.
type SpotFleet struct {
	Resource
	SpotFleetRequestState string // active, submitted, modifying, cancelled, ...
	// LaunchSpecifications are empty for a request by launch template.
	LaunchSpecifications []SpotLaunchSpecification
}

// A SpotLaunchSpecification is one kind of instance that a fleet may launch.
type SpotLaunchSpecification struct {
	BlockDeviceMappings []LaunchDevice // those with an Ebs part
}

// Addresses holds every Elastic IP address: ec2:DescribeAddresses.
var Addresses = NewTable[Address]("ec2.addresses")

// An Address is an Elastic IP address.
type Address struct {
	Resource
	PublicIP      string // empty of one that is a carrier's or the customer's
	AssociationID string // empty unless something has it
}
