package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSnapshotNotPublic(t *testing.T) {
	snapshot := inventory.Snapshot{Resource: checktest.Resource("AWS::EC2::Snapshot", "snap-1")}
	shared := func(with ...inventory.CreateVolumePermission) inventory.Part {
		return inventory.SnapshotPermissions.Of(inventory.SnapshotPermission{Resource: snapshot.Resource, CreateVolumePermissions: with})
	}
	block := func(state string) inventory.Part {
		return inventory.SnapshotBlocks.Of(inventory.SnapshotBlock{Resource: checktest.Account.In(checktest.Region), State: state})
	}
	everyone := inventory.CreateVolumePermission{Group: "all"}
	stranger := inventory.CreateVolumePermission{UserID: "999988887777"}
	one := inventory.Snapshots.Of(snapshot)
	checktest.Run(t, SnapshotNotPublic, checktest.Cases{
		"private":                            checktest.Pass(one, shared()),
		"shared with an account":             checktest.Pass(one, shared(stranger)),
		"public":                             checktest.Fail(one, shared(everyone), block("unblocked")),
		"public beside an account":           checktest.Fail(one, shared(stranger, everyone), block("unblocked")),
		"new sharing is blocked too late":    checktest.Fail(one, shared(everyone), block("block-new-sharing")),
		"public, but all sharing is blocked": checktest.Pass(one, shared(everyone), block("block-all-sharing")).Says("block-all-sharing"),
		"private, and the block unreadable":  checktest.Pass(one, shared(), inventory.SnapshotBlocks.Missing(checktest.Denied())),
		"public, and the block unreadable":   checktest.Unknown(one, shared(everyone), inventory.SnapshotBlocks.Missing(checktest.Denied())),
		"permissions denied":                 checktest.Unknown(one, inventory.SnapshotPermissions.Missing(checktest.Denied(snapshot.Resource))),
	})
}
