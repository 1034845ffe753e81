package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceRoleAttached(t *testing.T) {
	instance := func(state, profile string) inventory.Part {
		return inventory.Instances.Of(inventory.Instance{Resource: checktest.Resource("AWS::EC2::Instance", "i-1"), State: state, IamInstanceProfile: profile})
	}
	profile := "arn:aws:iam::123456789012:instance-profile/web"
	checktest.Run(t, InstanceRoleAttached, checktest.Cases{
		"a profile":              checktest.Pass(instance("running", profile)),
		"no profile":             checktest.Fail(instance("running", "")),
		"stopped, no profile":    checktest.Fail(instance("stopped", "")),
		"terminated has lost it": checktest.NotApplicable(instance("terminated", "")),
		"shutting down":          checktest.NotApplicable(instance("shutting-down", "")),
	})
}
