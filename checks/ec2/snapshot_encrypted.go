package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SnapshotEncrypted is the check ec2.snapshot-encrypted.
var SnapshotEncrypted = &check.Check{
	ID:         "ec2.snapshot-encrypted",
	Title:      "EBS snapshots are encrypted",
	Domain:     check.DataProtection,
	Severity:   check.High,
	Resource:   "AWS::EC2::Snapshot",
	Logic:      "Looks at every EBS snapshot that the account owns. Passes if the snapshot is encrypted.",
	Rationale:  "An unencrypted snapshot can be made public or shared with any account in one call, and needs no key to be read.",
	Remedy:     "Copy the snapshot with encryption on and delete the original. Encrypt the volume that it was taken from.",
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html", "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Snapshots, snapshotEncrypted),
}

func snapshotEncrypted(_ check.Env, s inventory.Snapshot) check.Verdict {
	return check.PassIf(s.Encrypted, "is encrypted", "is not encrypted", check.Saw("Encrypted", s.Encrypted))
}
