package check_test

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAParameterSetToAnotherTypeIsADefectAndNotItsDefault(t *testing.T) {
	days := check.NewParam("acme-days", 90, "days of something")
	aged := &check.Check{
		ID: "acme.aged", Params: []check.Setting{days},
		Assess: check.Exists(func(e check.Env) check.Verdict { return check.Pass("aged", check.Saw("days", days.Get(e))) }, inventory.Regions),
	}
	defer func() {
		if defect, ok := recover().(*check.Defect); !ok || defect.Error() != "the check acme.aged panicked: parameter acme-days of check acme.aged is set to a string" {
			t.Errorf("%v", defect)
		}
	}()
	inv := inventory.New(checktest.Account, checktest.Now, inventory.Regions.Empty())
	for range check.Evaluate([]*check.Check{aged}, inv, map[string]any{"acme.aged/acme-days": "30"}) {
	}
	t.Error("it did not panic")
}

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
	for range check.Evaluate([]*check.Check{careless}, inventory.New(checktest.Account, checktest.Now, inventory.Regions.Empty()), nil) {
	}
	t.Error("it did not panic")
}
