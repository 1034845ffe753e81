package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SnapshotBlockPublicAccess is the check ec2.snapshot-block-public-access.
var SnapshotBlockPublicAccess = &check.Check{
	ID:        "ec2.snapshot-block-public-access",
	Title:     "Snapshot public sharing is blocked in every Region",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Looks at the setting of each Region. Passes if it blocks all public sharing of snapshots. Blocking new sharing only does not pass: what is public already stays public.",
	Rationale: "Without the block one call makes a snapshot, and so a whole disk, readable by every AWS account.",
	Remedy:    "Enable block public access for EBS snapshots in each Region that is named, in the mode block all sharing.",
	Fix: check.Fix{
		Console: "EC2 console, Dashboard, Account attributes, Data protection and security, Block public access for EBS snapshots, Manage: choose Block all public sharing.",
		CLI:     "aws ec2 enable-snapshot-block-public-access --state block-all-sharing --region REGION",
		Terraform: `resource "aws_ebs_snapshot_block_public_access" "region" {
  state = "block-all-sharing"
}`,
		Breaks: "Public snapshots become private at once, for all that restore from them in other accounts. Sharing with named accounts goes on.",
		Undo:   "aws ec2 disable-snapshot-block-public-access --region REGION. Snapshots that were public become so again.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html"},
	Controls:   []string{"FSBP/EC2.182"},
	Assess:     check.ForEach(inventory.SnapshotBlocks, snapshotBlockPublicAccess),
}

func snapshotBlockPublicAccess(_ check.Env, b inventory.SnapshotBlock) check.Verdict {
	saw := check.Saw("State", b.State)
	switch b.State {
	case blockAllSharing:
		return check.Pass("blocks all public sharing of snapshots", saw)
	case "block-new-sharing":
		return check.Fail("blocks new public sharing of snapshots only, so those that are public stay so", saw)
	case "unblocked":
		return check.Fail("lets snapshots be shared publicly", saw)
	}
	return check.Unknown("has a state of snapshot block public access that this version does not know", saw)
}
