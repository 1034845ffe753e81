package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestLogFileValidation(t *testing.T) {
	checktest.Run(t, LogFileValidation, checktest.Cases{
		"on":       checktest.Pass(inventory.CloudTrails.Of(inventory.CloudTrail{Resource: primary, LogFileValidationEnabled: true})),
		"off":      checktest.Fail(inventory.CloudTrails.Of(everywhere)),
		"no trail": checktest.None(),
	})
}
