package kms

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKeyRotationEnabled(t *testing.T) {
	rotation := func(on bool) inventory.Part {
		return inventory.KMSRotations.Of(inventory.KMSRotation{
			Resource: checktest.Resource("AWS::KMS::Key", "k"), KeyRotationEnabled: on,
		})
	}
	spec := func(s string) func(*inventory.KMSKey) { return func(k *inventory.KMSKey) { k.KeySpec = s } }
	origin := func(s string) func(*inventory.KMSKey) { return func(k *inventory.KMSKey) { k.Origin = s } }
	checktest.Run(t, KeyRotationEnabled, checktest.Cases{
		"rotates":            checktest.Pass(key(), rotation(true)),
		"does not rotate":    checktest.Fail(key(), rotation(false)),
		"status denied":      checktest.Unknown(key(), inventory.KMSRotations.Missing(checktest.Denied())),
		"of AWS":             checktest.NotApplicable(key(ofAWS)),
		"asymmetric":         checktest.NotApplicable(key(spec("RSA_2048"))),
		"HMAC":               checktest.NotApplicable(key(spec("HMAC_256"))),
		"imported material":  checktest.NotApplicable(key(origin("EXTERNAL"))),
		"CloudHSM":           checktest.NotApplicable(key(origin("AWS_CLOUDHSM"))),
		"external store":     checktest.NotApplicable(key(origin("EXTERNAL_KEY_STORE"))),
		"disabled":           checktest.NotApplicable(key(in("Disabled")), rotation(false)),
		"being deleted":      checktest.NotApplicable(key(in("PendingDeletion")), rotation(false)),
		"asymmetric, denied": checktest.NotApplicable(key(spec("RSA_2048")), inventory.KMSRotations.Missing(checktest.Denied())),
		"no keys":            checktest.None(inventory.KMSKeys.Empty()),
	})
}
