package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEBSDefaultEncryption(t *testing.T) {
	in := func(region string, on bool) inventory.EBSEncryptionDefault {
		return inventory.EBSEncryptionDefault{Resource: checktest.Account.In(region), EbsEncryptionByDefault: on}
	}
	checktest.Run(t, EBSDefaultEncryption, checktest.Cases{
		"on":  checktest.Pass(inventory.EBSEncryptionDefaults.Of(in("us-east-1", true))),
		"off": checktest.Fail(inventory.EBSEncryptionDefaults.Of(in("us-east-1", false))),
		"each Region by itself": checktest.Want([]check.Status{check.StatusPass, check.StatusFail},
			inventory.EBSEncryptionDefaults.Of(in("eu-west-1", true), in("us-east-1", false))),
	})
}
