package inventory

import "time"

// KMSKeyList holds the identity of every key, AWS managed ones too:
// kms:ListKeys.
var KMSKeyList = NewTable[KMSKeyListEntry]("kms.key_list")

// A KMSKeyListEntry is all that the list says of a key. Its ID is the KeyId.
type KMSKeyListEntry struct {
	Resource
}

// KMSKeys holds every key, AWS managed ones too: kms:DescribeKey, for each of
// the key list. Its Resource is that of the list.
var KMSKeys = NewTable[KMSKey]("kms.keys")

// A KMSKey is the metadata of a key.
type KMSKey struct {
	Resource
	KeyManager   string // AWS or CUSTOMER
	KeyState     string
	KeySpec      string
	Origin       string
	DeletionDate time.Time // zero unless KeyState is PendingDeletion
}

// KMSRotations holds the rotation of each customer key with the key spec
// SYMMETRIC_DEFAULT and the origin AWS_KMS, those that can rotate by
// themselves: kms:GetKeyRotationStatus. Its Resource is that of the list.
var KMSRotations = NewTable[KMSRotation]("kms.rotations")

// A KMSRotation is the rotation status of a key.
type KMSRotation struct {
	Resource
	KeyRotationEnabled bool
}

// KMSKeyPolicies holds the policy of each customer key: kms:GetKeyPolicy of the
// policy named default, the only one.
var KMSKeyPolicies = NewTable[ResourcePolicy]("kms.key_policies")

// KMSGrants holds the grants of each customer key, one row a key:
// kms:ListGrants.
var KMSGrants = NewTable[KMSGrantSet]("kms.grants")

// A KMSGrantSet is the grants of one key, under the key's own Resource.
type KMSGrantSet struct {
	Resource
	Grants []KMSGrant
}

// A KMSGrant lets a principal use a key, beside its policy.
type KMSGrant struct {
	GrantID        string
	Grantee        string // the ARN of a principal, or the name of a service
	IssuingAccount string // arn:aws:iam::ID:root
	Operations     []string
	// Constrained is whether the grant holds only for an encryption context or a
	// source.
	Constrained bool
}
