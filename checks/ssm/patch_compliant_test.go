package ssm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPatchCompliant(t *testing.T) {
	node := managed("i-1", "Linux", true)
	is := func(id, status string, n int) inventory.Part {
		return inventory.SSMPatchStates.Of(state(id, status, n))
	}
	checktest.Run(t, PatchCompliant, checktest.Cases{
		"complies":             checktest.Pass(node, is("i-1", "COMPLIANT", 0)),
		"lacks patches":        checktest.Fail(node, is("i-1", "NON_COMPLIANT", 3)).Says("3 patches"),
		"another one complies": checktest.Fail(node, is("i-2", "COMPLIANT", 0)).Says("never scanned"),
		"it is gone":           checktest.None(is("i-1", "NON_COMPLIANT", 3)),
		"states denied":        checktest.Unknown(node, inventory.SSMPatchStates.Missing(checktest.Denied())),
	})
}
