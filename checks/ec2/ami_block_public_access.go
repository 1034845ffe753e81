package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AMIBlockPublicAccess is the check ec2.ami-block-public-access.
var AMIBlockPublicAccess = &check.Check{
	ID:        "ec2.ami-block-public-access",
	Title:     "AMI public sharing is blocked in every Region",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Looks at the setting of each Region. Passes if it blocks new public sharing of AMIs. AMIs that are public already are another check.",
	Rationale: "Without the block one call makes an AMI, with all that is on its disks, public.",
	Remedy:    "Enable block public access for AMIs in each Region that is named.",
	Fix: check.Fix{
		Console: "EC2 console, Dashboard, Account attributes, Data protection and security, Block public access for AMIs, Manage: select Block new public sharing.",
		CLI:     "aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing --region REGION",
		Terraform: `resource "aws_ec2_image_block_public_access" "region" {
  state = "block-new-sharing"
}`,
		Breaks: "Pipelines that publish AMIs to everyone can no longer do so in the Region. AMIs that are public already stay public.",
		Undo:   "aws ec2 disable-image-block-public-access --region REGION. The change takes up to ten minutes.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetImageBlockPublicAccessState.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.ImageBlocks, amiBlockPublicAccess),
}

func amiBlockPublicAccess(_ check.Env, b inventory.ImageBlock) check.Verdict {
	saw := check.Saw("ImageBlockPublicAccessState", b.ImageBlockPublicAccessState)
	switch b.ImageBlockPublicAccessState {
	case "block-new-sharing":
		return check.Pass("blocks new public sharing of AMIs", saw)
	case "unblocked":
		return check.Fail("lets AMIs be shared publicly", saw)
	}
	return check.Unknown("has a state of AMI block public access that this version does not know", saw)
}
