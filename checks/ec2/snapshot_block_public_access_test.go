package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSnapshotBlockPublicAccess(t *testing.T) {
	in := func(state string) inventory.Part {
		return inventory.SnapshotBlocks.Of(inventory.SnapshotBlock{Resource: checktest.Account.In(checktest.Region), State: state})
	}
	checktest.Run(t, SnapshotBlockPublicAccess, checktest.Cases{
		"all sharing is blocked":      checktest.Pass(in("block-all-sharing")),
		"only new sharing is blocked": checktest.Fail(in("block-new-sharing")).Says("stay so"),
		"nothing is blocked":          checktest.Fail(in("unblocked")),
		"a state that is newer":       checktest.Unknown(in("block-some-sharing")),
	})
}
