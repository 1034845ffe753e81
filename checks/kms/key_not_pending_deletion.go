package kms

import (
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KeyNotPendingDeletion is the check kms.key-not-pending-deletion.
var KeyNotPendingDeletion = &check.Check{
	ID:        "kms.key-not-pending-deletion",
	Title:     "KMS: no customer key is scheduled for deletion",
	Domain:    check.DataProtection,
	Severity:  check.Critical,
	Resource:  "AWS::KMS::Key",
	Logic:     "Reads the state of each customer key. Fails if it is PendingDeletion, or PendingReplicaDeletion: the primary of a multi-Region key that waits for its replicas. Does not apply to AWS managed keys, which nobody can delete.",
	Rationale: "A deleted key takes all that it encrypted with it, for good. The waiting period is the only chance to notice.",
	Remedy:    "Cancel the deletion, unless it is meant and nothing depends on the key. Disable a key first to learn what does.",
	Fix: check.Fix{
		Console: "KMS console, Customer managed keys, the key, Key actions, Cancel key deletion. Then Key actions, Enable, if it is to be used.",
		CLI: `aws kms cancel-key-deletion --key-id KEY_ID
aws kms enable-key --key-id KEY_ID`,
		Terraform: `# Cancel the deletion with the CLI, then import the key: terraform import aws_kms_key.key KEY_ID
resource "aws_kms_key" "key" {
  is_enabled = true
}`,
		Breaks: "Nothing: a key that waits for its deletion works for nobody, and after the cancellation it is disabled until it is enabled. It costs again.",
		Undo:   "aws kms schedule-key-deletion --key-id KEY_ID --pending-window-in-days 30.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html", "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html"},
	Controls:   []string{"FSBP/KMS.3"},
	Assess:     check.ForEach(inventory.KMSKeys, keyNotPendingDeletion),
}

func keyNotPendingDeletion(_ check.Env, k inventory.KMSKey) check.Verdict {
	manager, state := check.Saw("KeyManager", k.KeyManager), check.Saw("KeyState", k.KeyState)
	switch {
	case k.KeyManager != customer:
		return check.NotApplicable("is managed by AWS and cannot be deleted", manager)
	case k.KeyState == statePendingDeletion:
		return check.Fail("is to be deleted on "+k.DeletionDate.UTC().Format(time.DateOnly),
			manager, state, check.Saw("DeletionDate", k.DeletionDate))
	case k.KeyState == statePendingReplicaDeletion:
		return check.Fail("is to be deleted once its replicas are", manager, state)
	}
	return check.Pass("is not scheduled for deletion", manager, state)
}
