package kms

import (
	"strings"

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

// keyPolicy is the policy of the key with these statements, in which ROOT is
// the account.
func keyPolicy(statements string) inventory.Part {
	r := checktest.Resource("AWS::KMS::Key", "k")
	text := `{"Version":"2012-10-17","Statement":[` + strings.ReplaceAll(statements, "ROOT", `{"AWS":"arn:aws:iam::123456789012:root"}`) + `]}`
	return inventory.KMSKeyPolicies.Of(inventory.ResourcePolicy{Resource: r, Policy: text})
}

// toAccount is the statement that every key policy has by default.
const toAccount = `{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":ROOT,"Action":"kms:*","Resource":"*"}`
