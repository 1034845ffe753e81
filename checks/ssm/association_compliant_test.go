package ssm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAssociationCompliant(t *testing.T) {
	is := func(status string, n int) inventory.Part {
		return inventory.SSMAssociationStates.Of(state("i-1", status, n))
	}
	checktest.Run(t, AssociationCompliant, checktest.Cases{
		"complies":        checktest.Pass(is("COMPLIANT", 0)),
		"does not":        checktest.Fail(is("NON_COMPLIANT", 2)).Says("2 of its associations"),
		"nothing is told": checktest.None(),
	})
}
