// Package ec2 holds the checks of EC2 and EBS: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package ec2

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AMIBlockPublicAccess,
	AMIEncrypted,
	AMINotPublic,
	EBSDefaultEncryption,
	EBSDefaultKeyCMK,
	IMDSv2AccountDefault,
	InstanceAMINotDeprecated,
	InstanceIMDSv2,
	InstanceManagedBySSM,
	InstanceRoleAttached,
	InstanceRoleNotPrivileged,
	InstanceSensitivePortExposed,
	LaunchTemplateEncryptedVolumes,
	SnapshotBlockPublicAccess,
	SnapshotEncrypted,
	SnapshotNotPublic,
	SnapshotSharedTrusted,
	SpotFleetEncryptedVolumes,
	VolumeEncrypted,
}

const blockAllSharing = "block-all-sharing"

func sharedWithAll(shared []inventory.CreateVolumePermission) bool {
	return slices.ContainsFunc(shared, func(p inventory.CreateVolumePermission) bool { return p.Group == "all" })
}

// publicSharingBlocked reports whether the snapshot's Region blocks all public
// sharing. AWS then treats a public snapshot as private, but leaves its
// permissions as they are.
func publicSharingBlocked(e check.Env, s inventory.Snapshot) (bool, check.Evidence) {
	b := check.Detail(e, inventory.SnapshotBlocks, e.Account.In(s.Region))
	return b.State == blockAllSharing, check.SawOn(b.Resource, "State", b.State)
}

// terminated reports whether the instance is gone for good: AWS goes on
// listing it for a while, without its profile and disks.
func terminated(i inventory.Instance) bool {
	return i.State == "terminated" || i.State == "shutting-down"
}

func notThere(i inventory.Instance) check.Verdict {
	return check.NotApplicable("is terminated", check.Saw("State", i.State))
}

// A launchDevice is a volume to be made with an instance, and the field that
// says whether it is to be encrypted.
type launchDevice struct{ field, encrypted string }

// devicesEncrypted judges volumes that are to be made in a Region. Where the
// Region encrypts by default, no launch can opt out of it.
func devicesEncrypted(e check.Env, region string, devices []launchDevice) check.Verdict {
	var all, refused, unsaid []check.Evidence
	for _, d := range devices {
		saw := check.Saw(d.field, d.encrypted)
		all = append(all, saw)
		switch d.encrypted {
		case "true":
		case "false":
			refused = append(refused, saw)
		default:
			unsaid = append(unsaid, saw)
		}
	}
	if len(refused)+len(unsaid) == 0 {
		return check.Pass("encrypts each volume", all...)
	}
	d := check.Detail(e, inventory.EBSEncryptionDefaults, e.Account.In(region))
	saw := check.SawOn(d.Resource, "EbsEncryptionByDefault", d.EbsEncryptionByDefault)
	switch {
	case d.EbsEncryptionByDefault:
		return check.Pass("leaves encryption to its Region, which encrypts every new volume", append(all, saw)...)
	case len(refused) > 0:
		return check.Fail("has a volume that is not to be encrypted", append(refused, saw)...)
	}
	return check.Unknown("does not say whether a volume is to be encrypted", append(unsaid, saw)...)
}
