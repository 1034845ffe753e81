// Package s3 holds the checks of S3: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package s3

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AccountPublicAccessBlock,
	BucketAccessLogging,
	BucketACLDisabled,
	BucketKMSEncryption,
	BucketKMSKeyOwned,
	BucketMFADelete,
	BucketMinTLSVersion,
	BucketNoPublicWrite,
	BucketNotPublic,
	BucketPolicyTrustedAccounts,
	BucketPublicAccessBlock,
	BucketSSECBlocked,
	BucketSSEEnabled,
	BucketTLSOnly,
	BucketVersioning,
}

// The algorithms of default encryption that checks tell apart.
const (
	sseS3      = "AES256"
	sseKMS     = "aws:kms"
	sseKMSDual = "aws:kms:dsse"
)

// enabled is the state of versioning, and of MFA Delete, that is on.
const enabled = "Enabled"

// A flag is one setting of Block Public Access.
type flag struct {
	name string
	on   bool
}

// flagsOf returns the four settings, always in the same order.
func flagsOf(b inventory.S3PublicAccessBlock) []flag {
	return []flag{
		{"BlockPublicAcls", b.BlockPublicAcls},
		{"IgnorePublicAcls", b.IgnorePublicAcls},
		{"BlockPublicPolicy", b.BlockPublicPolicy},
		{"RestrictPublicBuckets", b.RestrictPublicBuckets},
	}
}

// allOn is whether all four settings are on.
func allOn(b inventory.S3PublicAccessBlock) bool {
	return !slices.ContainsFunc(flagsOf(b), func(f flag) bool { return !f.on })
}

// sawFlags is what the four settings were, as evidence.
func sawFlags(b inventory.S3PublicAccessBlock) []check.Evidence {
	var saw []check.Evidence
	for _, f := range flagsOf(b) {
		saw = append(saw, check.SawOn(b.Resource, f.name, f.on))
	}
	return saw
}
