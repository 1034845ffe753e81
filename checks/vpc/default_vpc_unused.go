package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DefaultVPCUnused is the check vpc.default-vpc-unused.
var DefaultVPCUnused = &check.Check{
	ID:        "vpc.default-vpc-unused",
	Title:     "Default VPCs are absent or empty",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::EC2::VPC",
	Logic:     "Looks for network interfaces in each default VPC. Passes if there are none. Other VPCs, and regions without a default VPC, are not asked.",
	Rationale: "A default VPC has public subnets that assign public addresses. What is launched there is on the internet by default.",
	Remedy:    "Move what runs in the default VPC to a VPC of your own, then delete the default VPC.",
	Fix: check.Fix{
		Console: "VPC console, Your VPCs, the default VPC, Actions, Delete VPC, once nothing runs in it: the console deletes its subnets and gateway too.",
		CLI: `aws ec2 detach-internet-gateway --internet-gateway-id IGW_ID --vpc-id VPC_ID
aws ec2 delete-internet-gateway --internet-gateway-id IGW_ID
aws ec2 delete-subnet --subnet-id SUBNET_ID
aws ec2 delete-vpc --vpc-id VPC_ID`,
		Terraform: `# Apply this, then remove the resource from the configuration to delete the VPC.
resource "aws_default_vpc" "default" {
  force_destroy = true
}`,
		Breaks: "Launches that name no subnet fail afterwards, as do scripts and services that count on a default VPC. What is moved gets new addresses.",
		Undo:   "aws ec2 create-default-vpc --region REGION makes a new one, with new IDs.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.VPCs, defaultVPCUnused, inventory.VPCNetworkInterfaces),
}

var interfacesByVPC = check.NewIndex(inventory.VPCNetworkInterfaces,
	func(n inventory.VPCNetworkInterface) []string { return []string{n.VPCID} })

func defaultVPCUnused(e check.Env, v inventory.VPC) check.Verdict {
	isDefault := check.Saw("IsDefault", v.IsDefault)
	if !v.IsDefault {
		return check.NotApplicable("is not a default VPC", isDefault)
	}
	if n, used := interfacesByVPC.Lookup(e, v.Resource, v.ID); used {
		return check.Fail("holds network interfaces, such as "+n.ID, isDefault, check.SawOn(n.Resource, "VPCID", n.VPCID))
	}
	return check.Pass("holds no network interfaces", isDefault)
}
