package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAMIEncrypted(t *testing.T) {
	image := func(state string, devices ...inventory.ImageDevice) inventory.Part {
		return inventory.Images.Of(inventory.Image{
			Resource: checktest.Resource("AWS::EC2::Image", "ami-1"), State: state, BlockDeviceMappings: devices,
		})
	}
	root := inventory.ImageDevice{DeviceName: "/dev/xvda", SnapshotID: "snap-1", Encrypted: true}
	plain := inventory.ImageDevice{DeviceName: "/dev/sdb", SnapshotID: "snap-2"}
	blank := inventory.ImageDevice{DeviceName: "/dev/sdc"}
	checktest.Run(t, AMIEncrypted, checktest.Cases{
		"all encrypted":               checktest.Pass(image("available", root)),
		"one is not":                  checktest.Fail(image("available", root, plain)).Says("/dev/sdb"),
		"an empty volume has no data": checktest.Pass(image("available", root, blank)),
		"no snapshot":                 checktest.NotApplicable(image("available", blank)),
		"instance store":              checktest.NotApplicable(image("available")),
		"disabled counts":             checktest.Fail(image("disabled", plain)),
		"still being made":            checktest.Unknown(image("pending")),
	})
}
