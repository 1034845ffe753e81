package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// NACLInUse is the check vpc.nacl-in-use.
var NACLInUse = &check.Check{
	ID:        "vpc.nacl-in-use",
	Title:     "VPC non-default network ACLs serve a subnet",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::EC2::NetworkAcl",
	Logic:     "Passes if a network ACL is associated with a subnet. The default network ACL of a VPC cannot be deleted and is not asked.",
	Rationale: "An unused network ACL is clutter that can be attached by mistake, with rules that nobody has reviewed.",
	Remedy:    "Associate the network ACL with the subnets it was made for, or delete it.",
	Fix: check.Fix{
		Console: "VPC console, Network ACLs, the ACL: Actions, Edit subnet associations to use it, or Actions, Delete network ACLs.",
		CLI: `aws ec2 delete-network-acl --network-acl-id NACL_ID
# Or use it, by the association that the subnet has with its ACL now:
aws ec2 replace-network-acl-association --association-id ASSOCIATION_ID --network-acl-id NACL_ID`,
		Terraform: `# Or delete the resource.
resource "aws_network_acl" "app" {
  vpc_id     = "VPC_ID"
  subnet_ids = ["SUBNET_ID"]
}`,
		Breaks: "Deleting: nothing, as no traffic passes it. Associating applies its rules to the whole subnet at once, and a new ACL denies everything until rules allow it.",
		Undo:   "Associate the subnet with its old network ACL again. A deleted one must be made anew, so note its rules.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16"},
	Controls:   []string{"FSBP/EC2.16"},
	Assess:     check.ForEach(inventory.NetworkACLs, naclInUse),
}

func naclInUse(_ check.Env, a inventory.NetworkACL) check.Verdict {
	isDefault := check.Saw("IsDefault", a.IsDefault)
	if a.IsDefault {
		return check.NotApplicable("is the default network ACL of its VPC", isDefault)
	}
	return check.PassIf(len(a.Associations) > 0, "serves a subnet", "serves no subnet", isDefault, check.Saw("Associations", a.Associations))
}
