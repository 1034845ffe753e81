package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KMSEncrypted is the check cloudtrail.kms-encrypted.
var KMSEncrypted = &check.Check{
	ID:        "cloudtrail.kms-encrypted",
	Title:     "CloudTrail trail logs use a customer KMS key",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Each trail names a KMS key for its log files.",
	Rationale: "Log files under a key of your own can be read only by those whom its key policy lets decrypt. Access to the bucket alone is then not enough.",
	Remedy:    "Let CloudTrail use a KMS key in its key policy, and set that key as the KmsKeyId of the trail.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail, General details, Edit: enable Log file SSE-KMS encryption and choose a key.",
		CLI: `# The key policy must let cloudtrail.amazonaws.com call kms:GenerateDataKey* and kms:DescribeKey.
aws cloudtrail update-trail --name TRAIL --kms-key-id KEY_ARN --region HOME_REGION`,
		Terraform: `resource "aws_cloudtrail" "main" {
  kms_key_id = "KEY_ARN"
}`,
		Breaks: "Whoever reads the log needs kms:Decrypt on the key, such as a SIEM or Athena, in other accounts too. If the key is disabled or deleted, delivery stops and old files cannot be read.",
		Undo:   `aws cloudtrail update-trail --name TRAIL --kms-key-id "" --region HOME_REGION. Files under the key stay so.`,
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html"},
	Controls:   []string{"CIS-1.4/3.7", "CIS-1.5/3.7", "CIS-2.0/3.7", "CIS-3.0/3.5", "CIS-4.0/3.5", "CIS-5.0/3.5", "CIS-6.0/4.5", "CIS-7.0/4.5", "FSBP/CloudTrail.2"},
	Assess:     check.ForEach(inventory.CloudTrails, kmsEncrypted),
}

func kmsEncrypted(_ check.Env, t inventory.CloudTrail) check.Verdict {
	return check.PassIf(t.KmsKeyId != "", "encrypts its log files with a KMS key", "names no KMS key for its log files",
		check.Saw("KmsKeyId", t.KmsKeyId))
}
