package inventory

// S3Buckets holds every general purpose bucket: s3:ListBuckets. Its Region is
// the bucket's (BucketRegion), its ID and Name the bucket's name. The details
// below have one row for each bucket, with the same Resource.
var S3Buckets = NewTable[S3Bucket]("s3.buckets")

// An S3Bucket is a general purpose bucket.
type S3Bucket struct {
	Resource
}

// A NamedBucket is whether a bucket exists that something names, anybody's:
// s3:HeadBucket. Its Region is the one in the name, if that has one.
type NamedBucket struct {
	Resource
	Exists bool
}

// S3AccountPublicAccessBlocks holds one row, about the account
// (Account.Resource()): s3control:GetPublicAccessBlock.
var S3AccountPublicAccessBlocks = NewTable[S3PublicAccessBlock]("s3.account_public_access_blocks")

// S3PublicAccessBlocks holds the bucket's own setting, before the account's is
// added to it: s3:GetPublicAccessBlock, for each bucket.
var S3PublicAccessBlocks = NewTable[S3PublicAccessBlock]("s3.public_access_blocks")

// An S3PublicAccessBlock is what an account, or a bucket by itself, refuses to
// make public. NoSuchPublicAccessBlockConfiguration is the row with all four
// off, and so is a flag that the answer leaves out.
type S3PublicAccessBlock struct {
	Resource
	BlockPublicAcls       bool
	IgnorePublicAcls      bool
	BlockPublicPolicy     bool
	RestrictPublicBuckets bool
}

// S3BucketEncryptions holds the default encryption of each bucket:
// s3:GetBucketEncryption.
var S3BucketEncryptions = NewTable[S3BucketEncryption]("s3.bucket_encryptions")

// An S3BucketEncryption is ApplyServerSideEncryptionByDefault of a bucket's one
// rule. ServerSideEncryptionConfigurationNotFoundError is the row without an
// algorithm.
type S3BucketEncryption struct {
	Resource
	SSEAlgorithm string // AES256, aws:kms, aws:kms:dsse, aws:fsx, aws:backup; or empty
	// KMSMasterKeyID is as it was set: the ARN or ID of a key, the ARN or name
	// of an alias, or empty for the AWS managed key.
	KMSMasterKeyID string
	// BlockedEncryptionTypes are those that new objects must not ask for: SSE-C,
	// or NONE.
	BlockedEncryptionTypes []string
}

// S3BucketVersionings holds the versioning state of each bucket:
// s3:GetBucketVersioning.
var S3BucketVersionings = NewTable[S3BucketVersioning]("s3.bucket_versionings")

// An S3BucketVersioning is the versioning state of a bucket.
type S3BucketVersioning struct {
	Resource
	Status    string // Enabled, Suspended, or empty if it was never on
	MFADelete string // Enabled, Disabled, or empty if it was never set
}

// S3BucketLoggings holds the server access logging of each bucket:
// s3:GetBucketLogging.
var S3BucketLoggings = NewTable[S3BucketLogging]("s3.bucket_loggings")

// An S3BucketLogging is LoggingEnabled of a bucket.
type S3BucketLogging struct {
	Resource
	TargetBucket string // empty if logging is off
}

// S3OwnershipControls holds who owns the objects of each bucket:
// s3:GetBucketOwnershipControls.
var S3OwnershipControls = NewTable[S3OwnershipControl]("s3.ownership_controls")

// An S3OwnershipControl is the one rule of a bucket's ownership controls.
// OwnershipControlsNotFoundError is the row without an ObjectOwnership, which
// has the effect of ObjectWriter.
type S3OwnershipControl struct {
	Resource
	ObjectOwnership string // BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter; or empty
}

// S3BucketPolicies holds the policy of each bucket: s3:GetBucketPolicy.
// NoSuchBucketPolicy is the row without a document.
var S3BucketPolicies = NewTable[ResourcePolicy]("s3.bucket_policies")

// S3BucketACLs holds the access control list of each bucket: s3:GetBucketAcl.
var S3BucketACLs = NewTable[S3BucketACL]("s3.bucket_acls")

// An S3BucketACL is who a bucket's own list grants what, the owner included.
type S3BucketACL struct {
	Resource
	Grants []S3Grant
}

// An S3Grant is one grant of an access control list.
type S3Grant struct {
	Grantee    string // the URI of a group, or the canonical ID of an account
	Permission string // READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL
}
