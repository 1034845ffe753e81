package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAMIBlockPublicAccess(t *testing.T) {
	in := func(state string) inventory.Part {
		return inventory.ImageBlocks.Of(inventory.ImageBlock{Resource: checktest.Account.In(checktest.Region), ImageBlockPublicAccessState: state})
	}
	checktest.Run(t, AMIBlockPublicAccess, checktest.Cases{
		"blocked":               checktest.Pass(in("block-new-sharing")),
		"not blocked":           checktest.Fail(in("unblocked")),
		"a state that is newer": checktest.Unknown(in("block-all-sharing")),
	})
}
