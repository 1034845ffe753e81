package guardduty

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEnabled(t *testing.T) {
	here := checktest.Regions(checktest.Region)
	r := checktest.Resource("AWS::GuardDuty::Detector", "d-1")
	detector := inventory.GuardDutyDetectors.Of(inventory.GuardDutyDetector{Resource: r})
	is := func(status string) inventory.Part {
		return inventory.GuardDutyStates.Of(inventory.GuardDutyState{Resource: r, Status: status})
	}
	checktest.Run(t, Enabled, checktest.Cases{
		"on":          checktest.Pass(here, detector, is("ENABLED")),
		"suspended":   checktest.Fail(here, detector, is("DISABLED")).Says("suspended"),
		"no detector": checktest.Fail(here),
		"on in one of two regions": checktest.Want([]check.Status{check.StatusFail, check.StatusPass},
			checktest.Regions("eu-west-1", checktest.Region), detector, is("ENABLED")),
		"its state denied": checktest.Unknown(here, detector, inventory.GuardDutyStates.Missing(checktest.Denied(r))),
	})
}
