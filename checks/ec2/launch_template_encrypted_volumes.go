package ec2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// LaunchTemplateEncryptedVolumes is the check ec2.launch-template-encrypted-volumes.
var LaunchTemplateEncryptedVolumes = &check.Check{
	ID:        "ec2.launch-template-encrypted-volumes",
	Title:     "EC2 launch templates encrypt attached volumes",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::LaunchTemplate",
	Logic:     "Looks at the default and the latest version of every launch template. Passes if each volume that they map is to be encrypted, or if the Region encrypts all new volumes. A volume of which the template says nothing is unknown: its snapshot decides.",
	Rationale: "Each instance that a group or fleet launches from such a template brings another unencrypted volume.",
	Remedy:    "Make a version of the template with encryption on for each volume and make it the default. Turn on EBS encryption by default in the Region.",
	Fix: check.Fix{
		Console: "EC2 console, Launch Templates, the template, Actions, Modify template (Create new version): set Encrypted to Yes for each volume. Then Actions, Set default version.",
		CLI: `# Name every device: the list replaces that of the old version.
aws ec2 create-launch-template-version --launch-template-id TEMPLATE_ID --source-version '$Latest' \
  --launch-template-data '{"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true}}]}'
aws ec2 modify-launch-template --launch-template-id TEMPLATE_ID --default-version VERSION`,
		Terraform: `resource "aws_launch_template" "app" {
  update_default_version = true
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { encrypted = true }
  }
}`,
		Breaks: "Launches fail for whoever may not use the key, the service-linked role of Auto Scaling with a customer managed key included. Groups and fleets that name a version by number go on with the old one.",
		Undo:   "Set the old version as default again. Volumes launched in between stay encrypted.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html", "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html"},
	Controls:   []string{"FSBP/EC2.181"},
	Assess:     check.ForEach(inventory.LaunchTemplates, launchTemplateEncryptedVolumes, inventory.EBSEncryptionDefaults),
}

func launchTemplateEncryptedVolumes(e check.Env, t inventory.LaunchTemplate) check.Verdict {
	var devices []launchDevice
	for _, v := range t.Versions {
		for _, d := range v.BlockDeviceMappings {
			field := fmt.Sprintf("Versions[%d].BlockDeviceMappings[%s].Encrypted", v.VersionNumber, d.DeviceName)
			devices = append(devices, launchDevice{field, d.Encrypted})
		}
	}
	if len(devices) == 0 {
		return check.NotApplicable("maps no EBS volume of its own", check.Saw("Versions", t.Versions))
	}
	return devicesEncrypted(e, t.Region, devices)
}
