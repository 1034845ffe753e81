package ssm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAgentAutoUpdate(t *testing.T) {
	updates := func(schedule string, ids ...string) inventory.Part {
		return inventory.SSMAgentUpdates.Of(inventory.SSMAssociation{
			Resource: checktest.Resource("AWS::SSM::Association", "a"), ScheduleExpression: schedule, InstanceIDs: ids,
		})
	}
	const monthly = "rate(30 days)"
	checktest.Run(t, AgentAutoUpdate, checktest.Cases{
		"updated by an association":          checktest.Pass(here, managed("i-1", "Linux", false), updates(monthly, "*")),
		"the association is for some":        checktest.Fail(here, managed("i-1", "Linux", false), updates(monthly, "i-1")),
		"the association ran once":           checktest.Fail(here, managed("i-1", "Linux", false), updates("", "*")),
		"all are new":                        checktest.Pass(here, managed("i-1", "Linux", true)).Says("IsLatestVersion true"),
		"one is old":                         checktest.Fail(here, managed("i-1", "Linux", true), managed("i-2", "Linux", false)).Says("i-2", "IsLatestVersion false"),
		"Windows":                            checktest.Unknown(here, managed("i-1", "Windows", false)),
		"Windows, updated by an association": checktest.Pass(here, managed("i-1", "Windows", false), updates(monthly, "*")),
		"no instances":                       checktest.NotApplicable(here, updates(monthly, "*")),
		"associations denied":                checktest.Unknown(here, managed("i-1", "Linux", false), inventory.SSMAgentUpdates.Missing(checktest.Denied())),
	})
}
