package check_test

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestACheckThatPanicsIsNamed(t *testing.T) {
	careless := &check.Check{
		ID:     "acme.careless",
		Assess: check.Exists(func(check.Env) check.Verdict { panic("index out of range") }, inventory.Regions),
	}
	defer func() {
		defect, ok := recover().(*check.Defect)
		if !ok || defect.Error() != "the check acme.careless panicked: index out of range" {
			t.Errorf("%v", defect)
		}
	}()
	check.Evaluate([]*check.Check{careless}, inventory.New(checktest.Account, checktest.Now, inventory.Regions.Empty()), nil)
	t.Error("it did not panic")
}
