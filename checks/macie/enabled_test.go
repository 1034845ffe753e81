package macie

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEnabled(t *testing.T) {
	is := func(status string) inventory.Part {
		return inventory.MacieSessions.Of(inventory.MacieSession{Resource: checktest.Account.In(checktest.Region), Status: status})
	}
	checktest.Run(t, Enabled, checktest.Cases{
		"on":     checktest.Pass(is("ENABLED")),
		"paused": checktest.Fail(is("PAUSED")).Says("paused"),
		"off":    checktest.Fail(is("")),
		"denied": checktest.Unknown(inventory.MacieSessions.Missing(checktest.Denied(checktest.Account.In(checktest.Region)))),
	})
}
