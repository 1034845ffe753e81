package efs

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// EncryptedAtRest is the check efs.encrypted-at-rest.
var EncryptedAtRest = &check.Check{
	ID:        "efs.encrypted-at-rest",
	Title:     "EFS file systems are encrypted",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EFS::FileSystem",
	Logic:     "Passes if the file system is encrypted, with whichever key of KMS.",
	Rationale: "What lies unencrypted can be read by whoever gets at the storage or a copy of it, and many rules demand encryption.",
	Remedy:    "Encryption is set when a file system is made: make an encrypted one, copy the files with DataSync or from a backup, mount it instead, and delete the old one.",
	Fix: check.Fix{
		Console: "EFS console, Create file system, Customize: leave Enable encryption of data at rest on.",
		CLI: `aws efs create-file-system --region REGION --encrypted --kms-key-id KEY_ARN --tags Key=Name,Value=NAME
aws efs create-mount-target --region REGION --file-system-id NEW_ID --subnet-id SUBNET_ID --security-groups GROUP_ID
# Copy the files, for example with DataSync, mount the new one, then:
aws efs delete-file-system --region REGION --file-system-id OLD_ID`,
		Terraform: `resource "aws_efs_file_system" "files" {
  encrypted  = true
  kms_key_id = "KEY_ARN"
}`,
		Breaks: "Clients write nothing while they move to the new file system, which has another ID and DNS name.",
		Undo:   "Mount the old file system again, as long as it is not deleted.",
	},
	References: []string{
		"https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-1",
	},
	Controls: []string{"CIS-1.5/2.4.1", "CIS-2.0/2.4.1", "CIS-3.0/2.4.1", "CIS-4.0/2.3.1", "CIS-5.0/2.3.1", "CIS-6.0/3.3.1", "CIS-7.0/3.3.1", "FSBP/EFS.1", "FSBP/EFS.8"},
	Assess:   check.ForEach(inventory.EFSFileSystems, encryptedAtRest),
}

func encryptedAtRest(_ check.Env, f inventory.EFSFileSystem) check.Verdict {
	return check.PassIf(f.Encrypted, "is encrypted", "is not encrypted", check.Saw("Encrypted", f.Encrypted), check.Saw("KMSKeyID", f.KMSKeyID))
}
