package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SnapshotNotPublic is the check ec2.snapshot-not-public.
var SnapshotNotPublic = &check.Check{
	ID:        "ec2.snapshot-not-public",
	Title:     "EC2: no snapshot is restorable by everyone",
	Domain:    check.DataProtection,
	Severity:  check.Critical,
	Resource:  "AWS::EC2::Snapshot",
	Logic:     "Looks at the volume creation permissions of every snapshot that the account owns. Passes if the group all has none, or if the Region blocks all public sharing, which makes AWS treat the snapshot as private.",
	Rationale: "Every AWS account can find a public snapshot, make a volume of it and read the disk.",
	Remedy:    "Make the snapshot private, treat what is on it as disclosed, and block public sharing of snapshots in the Region.",
	Fix: check.Fix{
		Console: "EC2 console, Snapshots, the snapshot, Actions, Modify permissions: choose Private.",
		CLI: `aws ec2 modify-snapshot-attribute --snapshot-id SNAPSHOT_ID --attribute createVolumePermission --operation-type remove --group-names all
aws ec2 enable-snapshot-block-public-access --state block-all-sharing --region REGION`,
		Terraform: `# Whether a snapshot is public is not in Terraform: make it private with the CLI. Then:
resource "aws_ebs_snapshot_block_public_access" "region" {
  state = "block-all-sharing"
}`,
		Breaks: "Other accounts can no longer make volumes from it. Volumes and copies that they made stay theirs.",
		Undo:   "Turn off the block in the Region and add the permission of the group all again.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html", "https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html"},
	Controls:   []string{"FSBP/EC2.1"},
	Assess:     check.ForEach(inventory.Snapshots, snapshotNotPublic, inventory.SnapshotPermissions, inventory.SnapshotBlocks),
}

func snapshotNotPublic(e check.Env, s inventory.Snapshot) check.Verdict {
	shared := check.Detail(e, inventory.SnapshotPermissions, s.Resource).CreateVolumePermissions
	if !sharedWithAll(shared) {
		return check.Pass("is not shared with everyone", check.Saw("CreateVolumePermissions", shared))
	}
	blocked, saw := publicSharingBlocked(e, s)
	return check.PassIf(blocked, "is shared with everyone, but its Region blocks all public sharing",
		"can be restored by every AWS account", check.Saw("CreateVolumePermissions", shared), saw)
}
