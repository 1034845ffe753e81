package s3

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketKMSKeyOwned is the check s3.bucket-kms-key-owned.
var BucketKMSKeyOwned = &check.Check{
	ID:        "s3.bucket-kms-key-owned",
	Title:     "Default encryption key belongs to a trusted account",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the KMS key of the default encryption. Passes if it is the AWS managed key, a key that the account lists, or an ARN in the account or one of trusted-accounts. The mere name of an alias fails: KMS looks it up in the account of whoever writes. Does not apply to buckets that do not encrypt with KMS.",
	Rationale: "Whoever owns the key decides who reads the data. A key of a stranger turns the bucket into a hostage: one change to its policy, or its deletion, and the data is gone.",
	Remedy:    "Set the default encryption to the full ARN of a key in this account or one that you trust. Then copy the objects over themselves to encrypt them again, while the old key still works.",
	Fix: check.Fix{
		Console:   "S3 console, the bucket, Properties, Default encryption, Edit: choose SSE-KMS and a key by its full ARN.",
		CLI:       kmsByDefaultCLI,
		Terraform: kmsByDefaultTerraform,
		Breaks:    "Readers and writers need rights to the new key, those in other accounts too. Objects under the old key can be read only as long as its owner permits it.",
		Undo:      "Set the old key with the same command. Objects that were copied stay under the new one.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html"},
	Controls:   []string{},
	Params:     []check.Setting{trustedAccounts},
	Assess:     check.ForEach(inventory.S3BucketEncryptions, bucketKMSKeyOwned, inventory.KMSKeyList),
}

var trustedAccounts = check.NewParam("trusted-accounts", []string(nil), "IDs of other accounts whose keys may encrypt buckets")

func bucketKMSKeyOwned(e check.Env, b inventory.S3BucketEncryption) check.Verdict {
	saw := []check.Evidence{check.Saw("SSEAlgorithm", b.SSEAlgorithm)}
	switch b.SSEAlgorithm {
	case sseKMS, sseKMSDual:
	case sseS3, "":
		return check.NotApplicable("does not encrypt with a KMS key by default", saw...)
	default:
		return check.Unknown("has a default encryption whose keys cannot be told: "+b.SSEAlgorithm, saw...)
	}
	key := b.KMSMasterKeyID
	saw = append(saw, check.Saw("KMSMasterKeyID", key))
	switch {
	case key == "" || key == "alias/aws/s3":
		return check.Pass("encrypts with the AWS managed key of the account", saw...)
	case strings.HasPrefix(key, "arn:"):
		return keyARNOwned(e, key, saw)
	case strings.HasPrefix(key, "alias/"):
		return check.Fail("encrypts with whatever key "+key+" names in the account of the writer", saw...)
	}
	listed := func(k inventory.KMSKeyListEntry) bool { return k.ID == key }
	if _, ok := check.Find(e, inventory.KMSKeyList, b.Resource, listed); ok {
		return check.Pass("encrypts with a key of the account", saw...)
	}
	return check.Unknown("encrypts with a key that the account does not list: "+key, saw...)
}

func keyARNOwned(e check.Env, arn string, saw []check.Evidence) check.Verdict {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 {
		return check.Unknown("names its key by a malformed ARN: "+arn, saw...)
	}
	owner := parts[4]
	if owner == e.Account.ID {
		return check.Pass("encrypts with a key of the account", saw...)
	}
	return check.PassIf(slices.Contains(trustedAccounts.Get(e), owner),
		"encrypts with a key of the trusted account "+owner,
		"encrypts with a key of the account "+owner+", which is not trusted", saw...)
}
