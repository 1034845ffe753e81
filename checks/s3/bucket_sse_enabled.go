package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketSSEEnabled is the check s3.bucket-sse-enabled.
var BucketSSEEnabled = &check.Check{
	ID:         "s3.bucket-sse-enabled",
	Title:      "S3 buckets apply server-side encryption by default",
	Domain:     check.DataProtection,
	Severity:   check.Medium,
	Resource:   "AWS::S3::Bucket",
	Logic:      "Reads the default encryption of the bucket. Passes if there is any, and says which. Since January 2023 S3 encrypts every new object at least with SSE-S3, so that nearly every bucket passes.",
	Rationale:  "Default encryption protects the objects of writers that ask for none. Rules demand evidence of it, and of the algorithm.",
	Remedy:     "Set a default encryption, SSE-KMS where access to the key should be controlled apart from access to the data.",
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html"},
	Controls:   []string{"CIS-1.4/2.1.1", "CIS-1.5/2.1.1"},
	Assess:     check.ForEach(inventory.S3BucketEncryptions, bucketSSEEnabled),
}

func bucketSSEEnabled(_ check.Env, b inventory.S3BucketEncryption) check.Verdict {
	return check.PassIf(b.SSEAlgorithm != "", "encrypts by default with "+b.SSEAlgorithm, "has no default encryption",
		check.Saw("SSEAlgorithm", b.SSEAlgorithm))
}
