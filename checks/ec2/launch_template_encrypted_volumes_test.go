package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestLaunchTemplateEncryptedVolumes(t *testing.T) {
	byDefault := func(on bool) inventory.Part {
		return inventory.EBSEncryptionDefaults.Of(inventory.EBSEncryptionDefault{Resource: checktest.Account.In(checktest.Region), EbsEncryptionByDefault: on})
	}
	on := inventory.LaunchDevice{DeviceName: "/dev/xvda", Encrypted: "true"}
	off := inventory.LaunchDevice{DeviceName: "/dev/sdb", Encrypted: "false"}
	unsaid := inventory.LaunchDevice{DeviceName: "/dev/sdc"}
	template := func(versions ...[]inventory.LaunchDevice) inventory.Part {
		row := inventory.LaunchTemplate{Resource: checktest.Resource("AWS::EC2::LaunchTemplate", "lt-1")}
		for n, devices := range versions {
			row.Versions = append(row.Versions, inventory.LaunchTemplateVersion{VersionNumber: n + 1, BlockDeviceMappings: devices})
		}
		return inventory.LaunchTemplates.Of(row)
	}
	devices := func(all ...inventory.LaunchDevice) []inventory.LaunchDevice { return all }
	checktest.Run(t, LaunchTemplateEncryptedVolumes, checktest.Cases{
		"encrypted":                       checktest.Pass(template(devices(on))),
		"encrypted, the default unread":   checktest.Pass(template(devices(on)), inventory.EBSEncryptionDefaults.Missing(checktest.Denied())),
		"not encrypted":                   checktest.Fail(template(devices(on, off)), byDefault(false)).Says("/dev/sdb"),
		"the latest version is worse":     checktest.Fail(template(devices(on), devices(off)), byDefault(false)).Says("Versions[2]"),
		"the Region overrides it":         checktest.Pass(template(devices(off)), byDefault(true)),
		"the Region's default is unread":  checktest.Unknown(template(devices(off)), inventory.EBSEncryptionDefaults.Missing(checktest.Denied())),
		"left out, the Region encrypts":   checktest.Pass(template(devices(unsaid)), byDefault(true)),
		"left out, the snapshot decides":  checktest.Unknown(template(devices(on, unsaid)), byDefault(false)),
		"left out beside one that is off": checktest.Fail(template(devices(unsaid, off)), byDefault(false)),
		"no volumes of its own":           checktest.NotApplicable(template(devices())),
	})
}
