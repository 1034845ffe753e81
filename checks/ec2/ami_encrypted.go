package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AMIEncrypted is the check ec2.ami-encrypted.
var AMIEncrypted = &check.Check{
	ID:        "ec2.ami-encrypted",
	Title:     "AMI snapshots are encrypted",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::Image",
	Logic:     "Looks at the snapshots of every AMI that the account owns. Passes if all are encrypted. Volumes that start empty do not count, and an AMI without snapshots is not applicable.",
	Rationale: "An unencrypted AMI gives unencrypted volumes wherever encryption by default is off, and can be shared without a key.",
	Remedy:    "Copy the AMI with encryption on, launch from the copy, and deregister the original.",
	Fix: check.Fix{
		Console: "EC2 console, AMIs, the AMI, Actions, Copy AMI: select Encrypt EBS snapshots of AMI copy. Then Actions, Deregister AMI for the original.",
		CLI: `aws ec2 copy-image --source-image-id AMI_ID --source-region REGION --name NAME --encrypted --kms-key-id KEY_ARN
aws ec2 deregister-image --image-id AMI_ID
aws ec2 delete-snapshot --snapshot-id SNAPSHOT_ID`,
		Terraform: `resource "aws_ami_copy" "encrypted" {
  name              = "NAME"
  source_ami_id     = "AMI_ID"
  source_ami_region = "REGION"
  encrypted         = true
  kms_key_id        = "KEY_ARN"
}`,
		Breaks: "The copy has another ID: launch templates, Auto Scaling groups and scripts that name the original fail once it is deregistered. Whoever launches the copy needs the right to use the key, other accounts too.",
		Undo:   "Point launches at the original again, which is why it should be deregistered last. A deregistered AMI comes back only if a Recycle Bin rule kept it.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Images, amiEncrypted),
}

func amiEncrypted(_ check.Env, i inventory.Image) check.Verdict {
	var plain, all []check.Evidence
	for _, d := range i.BlockDeviceMappings {
		if d.SnapshotID == "" {
			continue
		}
		saw := check.Saw("BlockDeviceMappings["+d.DeviceName+"].Encrypted", d.Encrypted)
		all = append(all, saw)
		if !d.Encrypted {
			plain = append(plain, saw)
		}
	}
	switch {
	case len(plain) > 0:
		return check.Fail("has a snapshot that is not encrypted", plain...)
	case i.State == "pending":
		return check.Unknown("is still being made, so AWS may not list all its snapshots yet", check.Saw("State", i.State))
	case len(all) == 0:
		return check.NotApplicable("has no snapshot", check.Saw("State", i.State), check.Saw("BlockDeviceMappings", i.BlockDeviceMappings))
	}
	return check.Pass("has encrypted snapshots only", append(all, check.Saw("State", i.State))...)
}
