package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SnapshotEncrypted is the check ec2.snapshot-encrypted.
var SnapshotEncrypted = &check.Check{
	ID:        "ec2.snapshot-encrypted",
	Title:     "EBS snapshots are encrypted",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::Snapshot",
	Logic:     "Looks at every EBS snapshot that the account owns. Passes if the snapshot is encrypted.",
	Rationale: "An unencrypted snapshot can be made public or shared with any account in one call, and needs no key to be read.",
	Remedy:    "Copy the snapshot with encryption on and delete the original. Encrypt the volume that it was taken from.",
	Fix: check.Fix{
		Console: "EC2 console, Snapshots, the snapshot, Actions, Copy snapshot: select Encrypt this snapshot. Delete the original when the copy is complete.",
		CLI: `aws ec2 copy-snapshot --source-snapshot-id SNAPSHOT_ID --source-region REGION --encrypted --kms-key-id KEY_ARN
aws ec2 delete-snapshot --snapshot-id SNAPSHOT_ID`,
		Terraform: `resource "aws_ebs_snapshot_copy" "encrypted" {
  source_snapshot_id = "SNAPSHOT_ID"
  source_region      = "REGION"
  encrypted          = true
  kms_key_id         = "KEY_ARN"
}`,
		Breaks: "The copy has another ID, which AMIs, templates and scripts do not know, and is a full one that is paid for as such. A snapshot that an AMI uses cannot be deleted before the AMI is deregistered.",
		Undo:   "An encrypted snapshot cannot be decrypted, so keep the original until the copy was restored once. Recycle Bin brings a deleted one back if a rule covers it.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html", "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Snapshots, snapshotEncrypted),
}

func snapshotEncrypted(_ check.Env, s inventory.Snapshot) check.Verdict {
	return check.PassIf(s.Encrypted, "is encrypted", "is not encrypted", check.Saw("Encrypted", s.Encrypted))
}
