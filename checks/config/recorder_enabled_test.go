package config

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRecorderEnabled(t *testing.T) {
	r := recorderIn(checktest.Region, everyType)
	recorder := inventory.ConfigRecorders.Of(r)
	status := func(recording bool, last string) inventory.Part {
		return inventory.ConfigRecorderStatuses.Of(inventory.ConfigRecorderStatus{
			Resource: r.Resource, Recording: recording, LastStatus: last, LastErrorCode: "AccessDenied",
		})
	}
	checktest.Run(t, RecorderEnabled, checktest.Cases{
		"records":        checktest.Pass(here, recorder, status(true, "Success")),
		"has just begun": checktest.Pass(here, recorder, status(true, "Pending")),
		"fails":          checktest.Fail(here, recorder, status(true, "Failure")).Says("AccessDenied"),
		"stopped":        checktest.Fail(here, recorder, status(false, "Success")),
		"no recorder":    checktest.Fail(here),
		"in one of two regions": checktest.Want([]check.Status{check.StatusFail, check.StatusPass},
			checktest.Regions("eu-west-1", checktest.Region), recorder, status(true, "Success")),
		"another region denied": checktest.Want([]check.Status{check.StatusUnknown, check.StatusPass},
			checktest.Regions("eu-west-1", checktest.Region), recorder, status(true, "Success"),
			inventory.ConfigRecorders.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"status denied": checktest.Unknown(here, recorder, inventory.ConfigRecorderStatuses.Missing(checktest.Denied(r.Resource))),
	})
}
