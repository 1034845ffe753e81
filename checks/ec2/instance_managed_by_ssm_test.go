package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceManagedBySSM(t *testing.T) {
	in := func(state string) inventory.Part {
		return inventory.Instances.Of(inventory.Instance{Resource: checktest.Resource("AWS::EC2::Instance", "i-1"), State: state})
	}
	agent := func(id, ping string) inventory.Part {
		return inventory.ManagedInstances.Of(inventory.ManagedInstance{Resource: checktest.Resource("AWS::EC2::Instance", id), PingStatus: ping})
	}
	checktest.Run(t, InstanceManagedBySSM, checktest.Cases{
		"online":            checktest.Pass(in("running"), agent("i-1", "Online")),
		"connection lost":   checktest.Fail(in("running"), agent("i-1", "ConnectionLost")),
		"unknown to it":     checktest.Fail(in("running")),
		"another is online": checktest.Fail(in("running"), agent("i-2", "Online")),
		"stopped":           checktest.NotApplicable(in("stopped"), agent("i-1", "ConnectionLost")),
		"terminated":        checktest.NotApplicable(in("terminated")),
		"seen despite a denial elsewhere": checktest.Pass(in("running"), agent("i-1", "Online"),
			inventory.ManagedInstances.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
	})
}
