package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// VolumeEncrypted is the check ec2.volume-encrypted.
var VolumeEncrypted = &check.Check{
	ID:        "ec2.volume-encrypted",
	Title:     "EBS volumes are encrypted",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::Volume",
	Logic:     "Looks at every EBS volume, attached or not. Passes if the volume is encrypted.",
	Rationale: "Whoever obtains the blocks of an unencrypted volume, through a shared snapshot or a stolen role, reads all of it.",
	Remedy:    "Snapshot the volume, make an encrypted volume from the snapshot, and replace the old volume by it. Turn on encryption by default so that new volumes need none of this.",
	Fix: check.Fix{
		Console: "EC2 console, Volumes, the volume, Actions, Create snapshot; Snapshots, the snapshot, Actions, Create volume from snapshot: select Encrypt this volume. Stop the instance, then detach the old volume and attach the new one.",
		CLI: `aws ec2 create-snapshot --volume-id VOLUME_ID
aws ec2 create-volume --snapshot-id SNAPSHOT_ID --availability-zone ZONE --encrypted --kms-key-id KEY_ARN
aws ec2 detach-volume --volume-id VOLUME_ID
aws ec2 attach-volume --volume-id NEW_VOLUME_ID --instance-id INSTANCE_ID --device DEVICE`,
		Terraform: `# Setting encrypted on a volume replaces it, empty unless it has the snapshot.
resource "aws_ebs_volume" "data" {
  availability_zone = "ZONE"
  snapshot_id       = "SNAPSHOT_ID"
  encrypted         = true
  kms_key_id        = "KEY_ARN"
}`,
		Breaks: "The volume is out of use while it is replaced, for a root volume the whole instance. What is written after the snapshot is lost, so stop the instance or unmount the volume first.",
		Undo:   "Attach the old volume again. Delete it only when the new one has proved itself.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"},
	Controls:   []string{"CIS-1.4/2.2.1", "CIS-1.5/2.2.1", "CIS-2.0/2.2.1", "CIS-3.0/2.2.1", "CIS-4.0/5.1.1", "CIS-5.0/5.1.1", "CIS-6.0/6.1.1", "CIS-7.0/6.1.1", "FSBP/EC2.3"},
	Assess:     check.ForEach(inventory.Volumes, volumeEncrypted),
}

func volumeEncrypted(_ check.Env, v inventory.Volume) check.Verdict {
	return check.PassIf(v.Encrypted, "is encrypted", "is not encrypted", check.Saw("Encrypted", v.Encrypted))
}
