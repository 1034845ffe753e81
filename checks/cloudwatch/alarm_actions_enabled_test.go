package cloudwatch

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAlarmActionsEnabled(t *testing.T) {
	of := func(enabled bool, others []string, actions ...string) inventory.Part {
		a := alarm("a", actions...)
		a.ActionsEnabled, a.OtherActions = enabled, others
		return inventory.CloudWatchAlarms.Of(a)
	}
	security := topic("security").ARN
	checktest.Run(t, AlarmActionsEnabled, checktest.Cases{
		"on":                            checktest.Pass(of(true, nil, security)),
		"off":                           checktest.Fail(of(false, nil, security)),
		"off, and it acts when it ends": checktest.Fail(of(false, []string{security})),
		"no actions, on":                checktest.NotApplicable(of(true, nil)),
		"no actions, off":               checktest.NotApplicable(of(false, nil)),
	})
}
