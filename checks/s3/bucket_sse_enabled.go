package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketSSEEnabled is the check s3.bucket-sse-enabled.
var BucketSSEEnabled = &check.Check{
	ID:        "s3.bucket-sse-enabled",
	Title:     "S3 buckets apply server-side encryption by default",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the default encryption of the bucket. Passes if there is any, and says which. Since January 2023 S3 encrypts every new object at least with SSE-S3, so that nearly every bucket passes.",
	Rationale: "Default encryption protects the objects of writers that ask for none. Rules demand evidence of it, and of the algorithm.",
	Remedy:    "Set a default encryption, SSE-KMS where access to the key should be controlled apart from access to the data.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Properties, Default encryption, Edit: choose SSE-S3 or SSE-KMS.",
		CLI: `# The call replaces the whole rule: repeat BlockedEncryptionTypes if get-bucket-encryption shows them.
aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration \
  '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'`,
		Terraform: `resource "aws_s3_bucket_server_side_encryption_configuration" "default" {
  bucket = "BUCKET"
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}`,
		Breaks: "Nothing with SSE-S3: whoever may read an object gets it decrypted. With SSE-KMS readers and writers need rights to the key.",
		Undo:   "There is no way back to unencrypted objects: aws s3api delete-bucket-encryption sets SSE-S3.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html"},
	Controls:   []string{"CIS-1.4/2.1.1", "CIS-1.5/2.1.1"},
	Assess:     check.ForEach(inventory.S3BucketEncryptions, bucketSSEEnabled),
}

func bucketSSEEnabled(_ check.Env, b inventory.S3BucketEncryption) check.Verdict {
	return check.PassIf(b.SSEAlgorithm != "", "encrypts by default with "+b.SSEAlgorithm, "has no default encryption",
		check.Saw("SSEAlgorithm", b.SSEAlgorithm))
}
