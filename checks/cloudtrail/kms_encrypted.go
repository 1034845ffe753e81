package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KMSEncrypted is the check cloudtrail.kms-encrypted.
var KMSEncrypted = &check.Check{
	ID:         "cloudtrail.kms-encrypted",
	Title:      "CloudTrail trail logs use a customer KMS key",
	Domain:     check.DataProtection,
	Severity:   check.Medium,
	Resource:   "AWS::CloudTrail::Trail",
	Logic:      "Each trail names a KMS key for its log files.",
	Rationale:  "Log files under a key of your own can be read only by those whom its key policy lets decrypt. Access to the bucket alone is then not enough.",
	Remedy:     "Let CloudTrail use a KMS key in its key policy, and set that key as the KmsKeyId of the trail.",
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html"},
	Controls:   []string{"CIS-1.4/3.7", "CIS-1.5/3.7", "CIS-2.0/3.7", "CIS-3.0/3.5", "CIS-4.0/3.5", "CIS-5.0/3.5", "CIS-6.0/4.5", "CIS-7.0/4.5", "FSBP/CloudTrail.2"},
	Assess:     check.ForEach(inventory.CloudTrails, kmsEncrypted),
}

func kmsEncrypted(_ check.Env, t inventory.CloudTrail) check.Verdict {
	return check.PassIf(t.KmsKeyId != "", "encrypts its log files with a KMS key", "names no KMS key for its log files",
		check.Saw("KmsKeyId", t.KmsKeyId))
}
