package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketKMSEncryption is the check s3.bucket-kms-encryption.
var BucketKMSEncryption = &check.Check{
	ID:        "s3.bucket-kms-encryption",
	Title:     "S3 buckets encrypt by default with KMS keys",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the default encryption of the bucket. Passes for aws:kms and aws:kms:dsse, with a customer or an AWS managed key. SSE-S3 (AES256), which every bucket has at least, does not pass.",
	Rationale: "With SSE-S3 whoever may read an object may decrypt it. A KMS key adds a second permission, a record of each use, and a way to cut off access at once.",
	Remedy:    "Set the default encryption to SSE-KMS with a customer managed key, and turn on the bucket key to save calls. Copy existing objects over themselves to encrypt them again.",
	Fix: check.Fix{
		Console:   "S3 console, the bucket, Properties, Default encryption, Edit: choose SSE-KMS, a key, and Bucket Key Enable.",
		CLI:       kmsByDefaultCLI,
		Terraform: kmsByDefaultTerraform,
		Breaks:    "Whoever reads new objects needs kms:Decrypt on the key, and whoever writes kms:GenerateDataKey, services and other accounts too. Copying objects over themselves makes a new version of each and resets its date.",
		Undo:      "Set SSEAlgorithm to AES256 with the same command. Objects under the key stay so: keep it enabled until they are copied again.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html"},
	Controls:   []string{"FSBP/S3.17"},
	Assess:     check.ForEach(inventory.S3BucketEncryptions, bucketKMSEncryption),
}

func bucketKMSEncryption(_ check.Env, b inventory.S3BucketEncryption) check.Verdict {
	saw := check.Saw("SSEAlgorithm", b.SSEAlgorithm)
	switch b.SSEAlgorithm {
	case sseKMS, sseKMSDual:
		return check.Pass("encrypts by default with a KMS key", saw)
	case sseS3:
		return check.Fail("encrypts by default with keys that S3 manages, not with a KMS key", saw)
	case "":
		return check.Fail("has no default encryption", saw)
	}
	return check.Unknown("has a default encryption whose keys cannot be told: "+b.SSEAlgorithm, saw)
}
