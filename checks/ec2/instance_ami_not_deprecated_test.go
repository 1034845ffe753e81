package ec2

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInstanceAMINotDeprecated(t *testing.T) {
	of := func(state string) inventory.Instance {
		return inventory.Instance{Resource: checktest.Resource("AWS::EC2::Instance", "i-1"), State: state, ImageID: "ami-1"}
	}
	image := func(state string, until time.Time) inventory.Part {
		return inventory.InstanceImages.Of(inventory.InstanceImage{Resource: imageOf(of("running")), State: state, DeprecationTime: until})
	}
	running := inventory.Instances.Of(of("running"))
	never := time.Time{}
	checktest.Run(t, InstanceAMINotDeprecated, checktest.Cases{
		"never deprecated":    checktest.Pass(running, image("available", never)),
		"deprecated later":    checktest.Pass(running, image("available", checktest.Now.Add(time.Hour))),
		"deprecated":          checktest.Fail(running, image("available", checktest.Now.Add(-time.Hour))),
		"deprecated just now": checktest.Fail(running, image("available", checktest.Now)),
		"disabled":            checktest.Fail(running, image("disabled", never)),
		"no longer shown":     checktest.Unknown(running),
		"a stopped instance":  checktest.Fail(inventory.Instances.Of(of("stopped")), image("disabled", never)),
		"terminated":          checktest.NotApplicable(inventory.Instances.Of(of("terminated")), image("disabled", never)),
	})
}
