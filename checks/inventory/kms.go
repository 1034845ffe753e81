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
