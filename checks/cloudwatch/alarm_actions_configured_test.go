package cloudwatch

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAlarmActionsConfigured(t *testing.T) {
	tells := alarm("tells", topic("security").ARN)
	silent := alarm("silent")
	silent.OtherActions = []string{topic("security").ARN} // when it is over, or knows nothing
	composite := func(rule string, actions ...string) inventory.CloudWatchAlarm {
		a := inventory.CloudWatchAlarm{
			Resource: checktest.Resource("AWS::CloudWatch::CompositeAlarm", "all"), AlarmActions: actions, AlarmRule: rule,
		}
		return a
	}
	both := []check.Status{check.StatusNotApplicable, check.StatusPass}
	of := inventory.CloudWatchAlarms.Of
	checktest.Run(t, AlarmActionsConfigured, checktest.Cases{
		"tells a topic":               checktest.Pass(of(tells)),
		"acts only when it is over":   checktest.Fail(of(silent)),
		"part of a composite alarm":   checktest.Want(both, of(silent, composite(`ALARM("silent")`, topic("security").ARN))),
		"part of it by its ARN":       checktest.Want(both, of(silent, composite(`ALARM(x) OR NOT OK(`+silent.ARN+`)`, topic("security").ARN))),
		"a longer name is part of it": checktest.Want([]check.Status{check.StatusFail, check.StatusPass}, of(silent, composite(`ALARM("silent-2")`, topic("security").ARN))),
		"the composite alarm does nothing": checktest.Want([]check.Status{check.StatusNotApplicable, check.StatusFail},
			of(silent, composite(`ALARM("silent")`))),
		"no alarm": checktest.None(),
	})
}
