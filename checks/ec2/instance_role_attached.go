package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// InstanceRoleAttached is the check ec2.instance-role-attached.
var InstanceRoleAttached = &check.Check{
	ID:        "ec2.instance-role-attached",
	Title:     "EC2 instances use an instance profile for AWS access",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Looks at every instance that is not terminated. Passes if it has an instance profile.",
	Rationale: "Programs on an instance without a role get to AWS by access keys stored on it, which do not expire.",
	Remedy:    "Attach an instance profile whose role has only what the programs on the instance need, and remove stored keys.",
	Fix: check.Fix{
		Console: "EC2 console, Instances, the instance, Actions, Security, Modify IAM role: choose the role and update.",
		CLI:     "aws ec2 associate-iam-instance-profile --instance-id INSTANCE_ID --iam-instance-profile Name=PROFILE",
		Terraform: `resource "aws_instance" "app" {
  iam_instance_profile = "PROFILE"
}`,
		Breaks: "Nothing at first: SDKs prefer keys in the environment or in files to those of the role. Once the stored keys are removed, programs can do only what the role allows.",
		Undo:   "aws ec2 disassociate-iam-instance-profile --association-id ASSOCIATION_ID.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"},
	Controls:   []string{"CIS-1.4/1.18", "CIS-1.5/1.18", "CIS-2.0/1.18", "CIS-3.0/1.18", "CIS-4.0/1.18", "CIS-5.0/1.17", "CIS-6.0/2.17", "CIS-7.0/2.16"},
	Assess:     check.ForEach(inventory.Instances, instanceRoleAttached),
}

func instanceRoleAttached(_ check.Env, i inventory.Instance) check.Verdict {
	if terminated(i) {
		return notThere(i)
	}
	return check.PassIf(i.IamInstanceProfile != "", "has an instance profile", "has no instance profile",
		check.Saw("State", i.State), check.Saw("IamInstanceProfile", i.IamInstanceProfile))
}
