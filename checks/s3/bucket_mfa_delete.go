package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketMFADelete is the check s3.bucket-mfa-delete.
var BucketMFADelete = &check.Check{
	ID:        "s3.bucket-mfa-delete",
	Title:     "S3 MFA Delete is on",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the versioning state of the bucket. Passes if versioning is enabled and MFA Delete too. Suspended versioning fails even with MFA Delete: overwriting then destroys data without MFA.",
	Rationale: "With MFA Delete stolen credentials alone can neither destroy versions nor stop versioning, so that data survives a break-in.",
	Remedy:    "As the root user of the account, with its MFA device, enable versioning and MFA Delete. This takes the API or CLI; a bucket with a lifecycle configuration cannot have it.",
	Fix: check.Fix{
		Console: "The console cannot turn on MFA Delete. It shows the state under the bucket, Properties, Bucket Versioning.",
		CLI: `# With the root user's credentials; the code is one of its MFA device.
aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'MFA_SERIAL CODE'`,
		Terraform: `# MFA Delete takes the root user and a code of its device, which Terraform should not run with:
# set it with the CLI, and let Terraform leave it alone.
resource "aws_s3_bucket_versioning" "versions" {
  bucket = "BUCKET"
  versioning_configuration { status = "Enabled" }
  lifecycle { ignore_changes = [versioning_configuration[0].mfa_delete] }
}`,
		Breaks: "Versions can be deleted, and versioning changed, only by the root user with a code: clean-up jobs fail. The bucket cannot have a lifecycle configuration.",
		Undo:   "As the root user, the same command with MFADelete=Disabled.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html"},
	Controls:   []string{"CIS-1.4/2.1.3", "CIS-1.5/2.1.3", "CIS-2.0/2.1.2", "CIS-3.0/2.1.2", "CIS-4.0/2.1.2", "CIS-5.0/2.1.2", "CIS-6.0/3.1.2", "CIS-7.0/3.1.2", "FSBP/S3.20"},
	Assess:     check.ForEach(inventory.S3BucketVersionings, bucketMFADelete),
}

func bucketMFADelete(_ check.Env, v inventory.S3BucketVersioning) check.Verdict {
	mfa := check.Saw("MFADelete", v.MFADelete)
	if v.MFADelete != enabled {
		return check.Fail("does not have MFA Delete on", mfa)
	}
	return check.PassIf(v.Status == enabled, "has MFA Delete on",
		"has MFA Delete on, but does not keep versions", mfa, check.Saw("Status", v.Status))
}
