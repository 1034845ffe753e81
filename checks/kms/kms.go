// Package kms holds the checks of KMS: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package kms

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	KeyInUse,
	KeyNotPendingDeletion,
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
