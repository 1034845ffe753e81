package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSGDefaultUnused(t *testing.T) {
	checktest.Run(t, SGDefaultUnused, checktest.Cases{
		"unused":      checktest.Pass(inventory.SecurityGroups.Of(group("sg-1", "default")), networkInterface("vpc-1", "sg-2")),
		"used":        checktest.Fail(inventory.SecurityGroups.Of(group("sg-1", "default")), networkInterface("vpc-1", "sg-2", "sg-1")).Says("eni-1"),
		"not default": checktest.NotApplicable(webGroup, networkInterface("vpc-1", "sg-1")),
	})
}
