package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSnapshotSharedTrusted(t *testing.T) {
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
	own := inventory.CreateVolumePermission{UserID: checktest.Account.ID}
	checktest.Run(t, SnapshotSharedTrusted, checktest.Cases{
		"private":              checktest.Pass(one, shared()),
		"shared with itself":   checktest.Pass(one, shared(own)),
		"an account not named": checktest.Fail(one, shared(own, stranger)).Says("is shared with 999988887777,"),
		"a trusted account":    checktest.Pass(one, shared(stranger)).With("trusted-accounts", []string{"999988887777"}),
		"another is trusted":   checktest.Fail(one, shared(stranger)).With("trusted-accounts", []string{"111122223333"}),
		"everyone":             checktest.Fail(one, shared(everyone), block("unblocked")),
		"everyone, but all public sharing is blocked": checktest.Pass(one, shared(everyone), block("block-all-sharing")),
		"a stranger, and public sharing is blocked":   checktest.Fail(one, shared(everyone, stranger), block("block-all-sharing")),
		"permissions denied":                          checktest.Unknown(one, inventory.SnapshotPermissions.Missing(checktest.Denied(snapshot.Resource))),
	})
}
