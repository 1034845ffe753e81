package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketVersioning is the check s3.bucket-versioning.
var BucketVersioning = &check.Check{
	ID:        "s3.bucket-versioning",
	Title:     "S3 versioning is on",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the versioning state of the bucket. Passes if it is Enabled. Suspended fails: new writes are no longer kept apart.",
	Rationale: "Without versions one overwrite or deletion, by mistake or by ransomware, is final.",
	Remedy:    "Enable versioning, and add a lifecycle rule that expires noncurrent versions to bound the cost.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Properties, Bucket Versioning, Edit: choose Enable. Management, Create lifecycle rule, expires noncurrent versions.",
		CLI: `aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled
# Mind that this replaces all rules that the bucket has:
aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration \
  '{"Rules":[{"ID":"old-versions","Status":"Enabled","Filter":{},"NoncurrentVersionExpiration":{"NoncurrentDays":90}}]}'`,
		Terraform: `resource "aws_s3_bucket_versioning" "versions" {
  bucket = "BUCKET"
  versioning_configuration { status = "Enabled" }
}`,
		Breaks: "Deleting and overwriting no longer free space, so the bucket grows. Jobs that delete for good must delete versions, and a bucket is empty only without any.",
		Undo:   "Versioning can only be suspended, with Status=Suspended. Versions that exist stay until they are deleted.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html"},
	Controls:   []string{"FSBP/S3.14"},
	Assess:     check.ForEach(inventory.S3BucketVersionings, bucketVersioning),
}

func bucketVersioning(_ check.Env, v inventory.S3BucketVersioning) check.Verdict {
	saw := check.Saw("Status", v.Status)
	switch v.Status {
	case enabled:
		return check.Pass("has versioning on", saw)
	case "Suspended":
		return check.Fail("has versioning suspended", saw)
	case "":
		return check.Fail("never had versioning on", saw)
	}
	return check.Unknown("has a versioning state that is not known here: "+v.Status, saw)
}
