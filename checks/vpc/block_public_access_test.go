package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBlockPublicAccess(t *testing.T) {
	checktest.Run(t, BlockPublicAccess, checktest.Cases{
		"both directions": checktest.Pass(blockMode("block-bidirectional")),
		"ingress":         checktest.Pass(blockMode("block-ingress")),
		"off":             checktest.Fail(blockMode("off")),
		"a newer mode":    checktest.Unknown(blockMode("block-egress")),
	})
}

func blockMode(mode string) inventory.Part {
	return inventory.VPCBlockPublicAccess.Of(inventory.VPCBlockPublicAccessOptions{
		Resource: checktest.Account.In(checktest.Region), InternetGatewayBlockMode: mode,
	})
}
