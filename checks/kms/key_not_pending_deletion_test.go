package kms

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKeyNotPendingDeletion(t *testing.T) {
	on := func(k *inventory.KMSKey) { k.DeletionDate = time.Date(2026, time.December, 1, 9, 0, 0, 0, time.UTC) }
	checktest.Run(t, KeyNotPendingDeletion, checktest.Cases{
		"enabled":              checktest.Pass(key()),
		"disabled":             checktest.Pass(key(in("Disabled"))),
		"being deleted":        checktest.Fail(key(in("PendingDeletion"), on)).Says("2026-12-01"),
		"waiting for replicas": checktest.Fail(key(in("PendingReplicaDeletion"))).Says("replicas"),
		"of AWS":               checktest.NotApplicable(key(ofAWS)),
		"no keys":              checktest.None(inventory.KMSKeys.Empty()),
	})
}
