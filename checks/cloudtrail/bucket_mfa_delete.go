package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketMFADelete is the check cloudtrail.bucket-mfa-delete.
var BucketMFADelete = &check.Check{
	ID:        "cloudtrail.bucket-mfa-delete",
	Title:     "CloudTrail trail buckets need MFA to delete",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Versioning and MFA delete are on for the bucket of each trail. A bucket of another account is UNKNOWN.",
	Rationale: "With MFA delete, stolen keys alone cannot remove the record of what they were used for.",
	Remedy:    "As the root user, with its MFA device, turn on versioning with MFA delete for the bucket.",
	Fix: check.Fix{
		Console: "The console cannot turn on MFA delete. It shows the state under the bucket, Properties, Bucket Versioning.",
		CLI: `# With the root user's credentials; the code is one of its MFA device.
aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'MFA_SERIAL CODE'`,
		Terraform: `# MFA delete takes the root user and a code of its device, which Terraform should not run with:
# set it with the CLI, and let Terraform leave it alone.
resource "aws_s3_bucket_versioning" "trail" {
  bucket = "BUCKET"
  versioning_configuration { status = "Enabled" }
  lifecycle { ignore_changes = [versioning_configuration[0].mfa_delete] }
}`,
		Breaks: "A bucket with a lifecycle configuration cannot have it, so logs are no longer expired by rules. CloudTrail delivers as before.",
		Undo:   "As the root user, the same command with MFADelete=Disabled.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html"},
	Controls:   []string{"CIS-2.0/2.1.2"},
	Assess: check.ForEach(inventory.CloudTrails, bucketMFADelete,
		inventory.S3Buckets, inventory.S3BucketVersionings),
}

func bucketMFADelete(e check.Env, t inventory.CloudTrail) check.Verdict {
	b, ok := bucketOf(e, t)
	if !ok {
		return bucketElsewhere(t)
	}
	v := check.Detail(e, inventory.S3BucketVersionings, b.Resource)
	return check.PassIf(v.Status == "Enabled" && v.MFADelete == "Enabled",
		"delivers to a bucket that needs MFA to delete", "delivers to a bucket that needs no MFA to delete",
		check.Saw("S3BucketName", t.S3BucketName),
		check.SawOn(b.Resource, "Status", v.Status), check.SawOn(b.Resource, "MFADelete", v.MFADelete))
}
