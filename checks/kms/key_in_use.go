package kms

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KeyInUse is the check kms.key-in-use.
var KeyInUse = &check.Check{
	ID:        "kms.key-in-use",
	Title:     "KMS customer keys are enabled or being retired",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::KMS::Key",
	Logic:     "Reads the state of each customer key. Passes if it is enabled, or scheduled for deletion. Fails if it is disabled, waits for key material, or cannot reach its key store. Does not apply to AWS managed keys.",
	Rationale: "A key that is neither used nor retired costs money, hides what depends on it, and can be turned on again by whoever holds the permission.",
	Remedy:    "Enable the key if data still needs it. If nothing does, schedule its deletion.",
	Fix: check.Fix{
		Console: "KMS console, Customer managed keys, the key, Key actions: Enable, or Schedule key deletion.",
		CLI: `aws kms enable-key --key-id KEY_ID
# Or, if nothing needs it, with the longest waiting period:
aws kms schedule-key-deletion --key-id KEY_ID --pending-window-in-days 30`,
		Terraform: `# Or remove the resource, which schedules the deletion.
resource "aws_kms_key" "key" {
  is_enabled              = true
  deletion_window_in_days = 30
}`,
		Breaks: "Enabling gives back access to whoever has rights to the key. After the deletion nothing that it encrypted can ever be read again.",
		Undo:   "aws kms disable-key --key-id KEY_ID, or within the waiting period aws kms cancel-key-deletion --key-id KEY_ID.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html", "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.KMSKeys, keyInUse),
}

func keyInUse(_ check.Env, k inventory.KMSKey) check.Verdict {
	manager, state := check.Saw("KeyManager", k.KeyManager), check.Saw("KeyState", k.KeyState)
	if k.KeyManager != customer {
		return check.NotApplicable("is managed by AWS", manager)
	}
	switch k.KeyState {
	case stateEnabled:
		return check.Pass("is enabled", manager, state)
	case statePendingDeletion, statePendingReplicaDeletion:
		return check.Pass("is being retired", manager, state)
	case "Disabled":
		return check.Fail("is disabled", manager, state)
	case "PendingImport":
		return check.Fail("has no key material", manager, state)
	case "Unavailable":
		return check.Fail("cannot be used: its key store is not connected", manager, state)
	}
	return check.Unknown("is in a state that does not tell: "+k.KeyState, manager, state)
}
