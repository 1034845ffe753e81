package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// VolumeEncrypted is the check ec2.volume-encrypted.
var VolumeEncrypted = &check.Check{
	ID:         "ec2.volume-encrypted",
	Title:      "EBS volumes are encrypted",
	Domain:     check.DataProtection,
	Severity:   check.High,
	Resource:   "AWS::EC2::Volume",
	Logic:      "Looks at every EBS volume, attached or not. Passes if the volume is encrypted.",
	Rationale:  "Whoever obtains the blocks of an unencrypted volume, through a shared snapshot or a stolen role, reads all of it.",
	Remedy:     "Snapshot the volume, copy the snapshot with encryption on, and replace the volume by one made from the copy. Turn on encryption by default so that new volumes need none of this.",
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
	Controls:   []string{"CIS-1.4/2.2.1", "CIS-1.5/2.2.1", "CIS-2.0/2.2.1", "CIS-3.0/2.2.1", "CIS-4.0/5.1.1", "CIS-5.0/5.1.1", "CIS-6.0/6.1.1", "CIS-7.0/6.1.1", "FSBP/EC2.3"},
	Assess:     check.ForEach(inventory.Volumes, volumeEncrypted),
}

func volumeEncrypted(_ check.Env, v inventory.Volume) check.Verdict {
	return check.PassIf(v.Encrypted, "is encrypted", "is not encrypted", check.Saw("Encrypted", v.Encrypted))
}
