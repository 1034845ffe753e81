package kms

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// key returns a customer key that can rotate, after these changes.
func key(changes ...func(*inventory.KMSKey)) inventory.Part {
	k := inventory.KMSKey{
		Resource: checktest.Resource("AWS::KMS::Key", "k"), KeyManager: "CUSTOMER",
		KeyState: "Enabled", KeySpec: "SYMMETRIC_DEFAULT", Origin: "AWS_KMS",
	}
	for _, change := range changes {
		change(&k)
	}
	return inventory.KMSKeys.Of(k)
}

func in(state string) func(*inventory.KMSKey) {
	return func(k *inventory.KMSKey) { k.KeyState = state }
}

func ofAWS(k *inventory.KMSKey) { k.KeyManager = "AWS" }
