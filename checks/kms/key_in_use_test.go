package kms

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKeyInUse(t *testing.T) {
	checktest.Run(t, KeyInUse, checktest.Cases{
		"enabled":                checktest.Pass(key()),
		"being deleted":          checktest.Pass(key(in("PendingDeletion"))).Says("retired"),
		"waiting for replicas":   checktest.Pass(key(in("PendingReplicaDeletion"))),
		"disabled":               checktest.Fail(key(in("Disabled"))),
		"without material":       checktest.Fail(key(in("PendingImport"))),
		"key store disconnected": checktest.Fail(key(in("Unavailable"))),
		"changing":               checktest.Unknown(key(in("Updating"))),
		"of AWS":                 checktest.NotApplicable(key(ofAWS)),
		"of AWS, and disabled":   checktest.NotApplicable(key(ofAWS, in("Disabled"))),
		"no keys":                checktest.None(inventory.KMSKeys.Empty()),
	})
}
