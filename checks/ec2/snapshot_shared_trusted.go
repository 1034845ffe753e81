package ec2

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SnapshotSharedTrusted is the check ec2.snapshot-shared-trusted.
var SnapshotSharedTrusted = &check.Check{
	ID:        "ec2.snapshot-shared-trusted",
	Title:     "EBS snapshots are shared only with trusted accounts",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::Snapshot",
	Logic:     "Looks at the volume creation permissions of every snapshot that the account owns. Passes if each account that has one is this account or a trusted one. Sharing with everyone does not pass, unless the Region blocks all public sharing.",
	Rationale: "An account with the permission can copy the whole disk into its own storage, where nobody here can take it back.",
	Remedy:    "Remove the accounts that are named from the permissions of the snapshot, or add them to the trusted accounts if they are yours or a partner's.",
	Fix: check.Fix{
		Console: "EC2 console, Snapshots, the snapshot, Actions, Modify permissions: remove the account.",
		CLI:     "aws ec2 modify-snapshot-attribute --snapshot-id SNAPSHOT_ID --attribute createVolumePermission --operation-type remove --user-ids ACCOUNT",
		Terraform: `# Delete the permission of the account that is named; those of trusted accounts stay:
resource "aws_snapshot_create_volume_permission" "trusted" {
  snapshot_id = "SNAPSHOT_ID"
  account_id  = "TRUSTED_ACCOUNT"
}`,
		Breaks: "The account can no longer copy or restore the snapshot, which may be its backup or disaster recovery. Copies that it made already stay with it.",
		Undo:   "The same command with --operation-type add.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html"},
	Controls:   []string{},
	Params:     []check.Setting{trustedAccounts},
	Assess:     check.ForEach(inventory.Snapshots, snapshotSharedTrusted, inventory.SnapshotPermissions, inventory.SnapshotBlocks),
}

var trustedAccounts = check.NewParam("trusted-accounts", []string(nil), "ids of the accounts that snapshots may be shared with, besides their own")

func snapshotSharedTrusted(e check.Env, s inventory.Snapshot) check.Verdict {
	shared := check.Detail(e, inventory.SnapshotPermissions, s.Resource).CreateVolumePermissions
	saw := check.Saw("CreateVolumePermissions", shared)
	if strangers := untrusted(shared, e.Account.ID, trustedAccounts.Get(e)); len(strangers) > 0 {
		return check.Fail("is shared with "+strings.Join(strangers, ", ")+", not among the trusted accounts", saw)
	}
	if !sharedWithAll(shared) {
		return check.Pass("is shared with no account that is not trusted", saw)
	}
	blocked, region := publicSharingBlocked(e, s)
	return check.PassIf(blocked, "is shared with everyone, but its Region blocks all public sharing",
		"is shared with everyone", saw, region)
}

func untrusted(shared []inventory.CreateVolumePermission, own string, trusted []string) []string {
	var all []string
	for _, p := range shared {
		if p.UserID != "" && p.UserID != own && !slices.Contains(trusted, p.UserID) {
			all = append(all, p.UserID)
		}
	}
	return all
}
