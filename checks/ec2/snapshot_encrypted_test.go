package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSnapshotEncrypted(t *testing.T) {
	at := func(region, id string, encrypted bool) inventory.Snapshot {
		return inventory.Snapshot{Resource: checktest.In(region, "AWS::EC2::Snapshot", id), Encrypted: encrypted}
	}
	checktest.Run(t, SnapshotEncrypted, checktest.Cases{
		"encrypted":     checktest.Pass(inventory.Snapshots.Of(at("us-east-1", "a", true))),
		"not encrypted": checktest.Fail(inventory.Snapshots.Of(at("us-east-1", "a", false))).Says("is not encrypted"),
		"none":          checktest.None(inventory.Snapshots.Empty()),
		"a Region that refuses hides nothing of another": checktest.Want(
			[]check.Status{check.StatusUnknown, check.StatusPass, check.StatusFail},
			inventory.Snapshots.Of(at("us-east-1", "a", true), at("us-east-1", "b", false)),
			inventory.Snapshots.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
	})
}
