// Package kms holds the checks of KMS: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package kms

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Checks lists the checks of this package.
var Checks = []*check.Check{
	GrantsScoped,
	KeyInUse,
	KeyNotPendingDeletion,
	KeyNotPublic,
	KeyPolicyLeastPrivilege,
	KeyPolicyTrustedAccounts,
	KeyRotationEnabled,
}

// customer is the manager of keys that are not AWS's own.
const customer = "CUSTOMER"

// The key states that more than one check tells apart.
const (
	stateEnabled         = "Enabled"
	statePendingDeletion = "PendingDeletion"
	// A multi-Region primary key waits in this state until its replicas are gone.
	statePendingReplicaDeletion = "PendingReplicaDeletion"
)

// ofCustomer makes a judge of keys of one of key policies. AWS writes the
// policies of its own keys.
func ofCustomer(judge func(check.Env, inventory.ResourcePolicy) check.Verdict) func(check.Env, inventory.KMSKey) check.Verdict {
	return func(e check.Env, k inventory.KMSKey) check.Verdict {
		manager := check.Saw("KeyManager", k.KeyManager)
		if k.KeyManager != customer {
			return check.NotApplicable("is managed by AWS", manager)
		}
		v := judge(e, check.Detail(e, inventory.KMSKeyPolicies, k.Resource))
		v.Evidence = append(v.Evidence, manager)
		return v
	}
}
