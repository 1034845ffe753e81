package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AMINotPublic is the check ec2.ami-not-public.
var AMINotPublic = &check.Check{
	ID:        "ec2.ami-not-public",
	Title:     "EC2: no owned AMI is public",
	Domain:    check.DataProtection,
	Severity:  check.Critical,
	Resource:  "AWS::EC2::Image",
	Logic:     "Looks at every AMI that the account owns. Passes if its launch permissions are not public.",
	Rationale: "Every AWS account can launch a public AMI and read what is on its disks: code, configuration, forgotten keys.",
	Remedy:    "Make the AMI private, treat what is on it as disclosed, and block public access to AMIs in the Region.",
	Fix: check.Fix{
		Console: "EC2 console, AMIs, the AMI, Actions, Edit AMI permissions: choose Private.",
		CLI: `aws ec2 modify-image-attribute --image-id AMI_ID --launch-permission 'Remove=[{Group=all}]' --region REGION
aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing --region REGION`,
		Terraform: `# Delete each aws_ami_launch_permission with group = "all". Then:
resource "aws_ec2_image_block_public_access" "region" {
  state = "block-new-sharing"
}`,
		Breaks: "Accounts that are not named in the launch permissions can no longer launch the AMI. Instances that run from it go on running.",
		Undo:   "Turn off block public access for AMIs in the Region and add the launch permission of the group all again.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Images, amiNotPublic),
}

func amiNotPublic(_ check.Env, i inventory.Image) check.Verdict {
	return check.PassIf(!i.Public, "is not public", "can be launched by every AWS account", check.Saw("Public", i.Public))
}
