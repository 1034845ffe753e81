package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSpotFleetEncryptedVolumes(t *testing.T) {
	byDefault := func(on bool) inventory.Part {
		return inventory.EBSEncryptionDefaults.Of(inventory.EBSEncryptionDefault{Resource: checktest.Account.In(checktest.Region), EbsEncryptionByDefault: on})
	}
	on := inventory.LaunchDevice{DeviceName: "/dev/xvda", Encrypted: "true"}
	off := inventory.LaunchDevice{DeviceName: "/dev/sdb", Encrypted: "false"}
	unsaid := inventory.LaunchDevice{DeviceName: "/dev/sdc"}
	fleet := func(state string, devices ...inventory.LaunchDevice) inventory.Part {
		return inventory.SpotFleets.Of(inventory.SpotFleet{
			Resource: checktest.Resource("AWS::EC2::SpotFleet", "sfr-1"), SpotFleetRequestState: state,
			LaunchSpecifications: []inventory.SpotLaunchSpecification{{BlockDeviceMappings: devices}},
		})
	}
	byTemplate := inventory.SpotFleets.Of(inventory.SpotFleet{
		Resource: checktest.Resource("AWS::EC2::SpotFleet", "sfr-1"), SpotFleetRequestState: "active",
	})
	checktest.Run(t, SpotFleetEncryptedVolumes, checktest.Cases{
		"encrypted":                      checktest.Pass(fleet("active", on)),
		"not encrypted":                  checktest.Fail(fleet("active", on, off), byDefault(false)).Says("LaunchSpecifications[0]"),
		"the Region overrides it":        checktest.Pass(fleet("active", off), byDefault(true)),
		"left out, the snapshot decides": checktest.Unknown(fleet("submitted", unsaid), byDefault(false)),
		"cancelled":                      checktest.NotApplicable(fleet("cancelled", off), byDefault(false)),
		"cancelled, instances go on":     checktest.NotApplicable(fleet("cancelled_running", off), byDefault(false)),
		"by launch template":             checktest.NotApplicable(byTemplate),
	})
}
