package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestVolumeEncrypted(t *testing.T) {
	at := func(region, id string, encrypted bool) inventory.Volume {
		return inventory.Volume{Resource: checktest.In(region, "AWS::EC2::Volume", id), Encrypted: encrypted}
	}
	checktest.Run(t, VolumeEncrypted, checktest.Cases{
		"encrypted":     checktest.Pass(inventory.Volumes.Of(at("us-east-1", "a", true))),
		"not encrypted": checktest.Fail(inventory.Volumes.Of(at("us-east-1", "a", false))).Says("is not encrypted"),
		"none":          checktest.None(inventory.Volumes.Empty()),
		"a Region that refuses hides nothing of another": checktest.Want(
			[]check.Status{check.StatusUnknown, check.StatusPass, check.StatusFail},
			inventory.Volumes.Of(at("us-east-1", "a", true), at("us-east-1", "b", false)),
			inventory.Volumes.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
	})
}
