package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceIMDSv2(t *testing.T) {
	instance := func(state, endpoint, tokens string) inventory.Part {
		return inventory.Instances.Of(inventory.Instance{
			Resource: checktest.Resource("AWS::EC2::Instance", "i-1"), State: state,
			MetadataOptions: inventory.MetadataOptions{HTTPEndpoint: endpoint, HTTPTokens: tokens},
		})
	}
	checktest.Run(t, InstanceIMDSv2, checktest.Cases{
		"tokens are required":        checktest.Pass(instance("running", "enabled", "required")),
		"tokens are optional":        checktest.Fail(instance("running", "enabled", "optional")),
		"a stopped one starts again": checktest.Fail(instance("stopped", "enabled", "optional")),
		"the endpoint is off":        checktest.Pass(instance("running", "disabled", "optional")),
		"terminated":                 checktest.NotApplicable(instance("terminated", "enabled", "optional")),
		"no options in the answer":   checktest.Unknown(instance("running", "", "")),
	})
}
