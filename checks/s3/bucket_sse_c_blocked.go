package s3

import (
	"slices"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketSSECBlocked is the check s3.bucket-sse-c-blocked.
var BucketSSECBlocked = &check.Check{
	ID:        "s3.bucket-sse-c-blocked",
	Title:     "S3 buckets reject customer-provided encryption keys",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Passes if the bucket's encryption configuration blocks SSE-C, or if its policy denies to everyone uploads that bring a key of their own. So may a resource control policy of the organization, if the scan may read it.",
	Rationale: "Data that is written with a key that only the caller has can be read by nobody else. Attackers with stolen access keys encrypt whole buckets that way and ask for ransom.",
	Remedy:    "Block SSE-C in the default encryption of the bucket, or deny s3:PutObject with the condition Null s3:x-amz-server-side-encryption-customer-algorithm false.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Properties, Default encryption, Edit: under Blocked encryption types select SSE-C.",
		CLI: `# The call replaces the whole default encryption: repeat the algorithm and key of the bucket.
aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration \
  '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]}'`,
		Terraform: `resource "aws_s3_bucket_server_side_encryption_configuration" "no_sse_c" {
  bucket = "BUCKET"
  rule {
    blocked_encryption_types = ["SSE-C"]
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}`,
		Breaks: "Uploads, copies and replication with keys of the caller's own fail. Objects that are there under such keys can still be read with them.",
		Undo:   "The same call with EncryptionType NONE.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.S3Buckets, bucketSSECBlocked, inventory.S3BucketEncryptions, inventory.S3BucketPolicies).Narrowed(access.Limits...),
}

// customerKey is the header of an upload that brings its own key.
const customerKey = "s3:x-amz-server-side-encryption-customer-algorithm"

func bucketSSECBlocked(e check.Env, b inventory.S3Bucket) check.Verdict {
	if own, ok := check.Peek(e, inventory.S3BucketEncryptions, b.Resource); ok && slices.Contains(own.BlockedEncryptionTypes, "SSE-C") {
		return check.Pass("blocks SSE-C", check.Saw("BlockedEncryptionTypes", own.BlockedEncryptionTypes))
	}
	d, unread := access.Of(check.Detail(e, inventory.S3BucketPolicies, b.Resource))
	if unread != nil {
		return *unread
	}
	denied, taken := access.Denied(e, b.Resource, d, func(d *policy.Document, t policy.Target) policy.Result {
		return d.Denied(t, map[string]string{customerKey: "AES256"}, "s3:PutObject")
	})
	saw := slices.Concat(taken, []check.Evidence{check.Saw("Policy", access.Said(denied))})
	if denied.Answer == policy.Yes {
		return check.Pass("denies uploads with a key of the caller's own", saw...)
	}
	own := check.Detail(e, inventory.S3BucketEncryptions, b.Resource)
	saw = append(saw, check.Saw("BlockedEncryptionTypes", own.BlockedEncryptionTypes))
	if denied.Answer == policy.No {
		return check.Fail("accepts uploads with a key of the caller's own", saw...)
	}
	return check.Unknown("has a policy of which cannot be told whether it denies uploads with a key of the caller's own", saw...)
}
