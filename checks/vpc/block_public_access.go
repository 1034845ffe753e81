package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BlockPublicAccess is the check vpc.block-public-access.
var BlockPublicAccess = &check.Check{
	ID:        "vpc.block-public-access",
	Title:     "VPC Block Public Access stops internet gateway traffic",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Reads the VPC Block Public Access mode of each region. Passes if it blocks inbound traffic of internet gateways, or both directions. Exclusions of single VPCs and subnets are not looked at.",
	Rationale: "With the block on, no route, security group or gateway that someone adds can expose a VPC by itself.",
	Remedy:    "Turn on VPC Block Public Access in each region, bidirectional or for ingress, after making exclusions for the VPCs and subnets that must be public.",
	Fix: check.Fix{
		Console: "VPC console, Settings, Edit public access settings: turn on block public access, bidirectional or ingress-only. Create exclusions first, on the same page.",
		CLI: `aws ec2 create-vpc-block-public-access-exclusion --vpc-id VPC_ID --internet-gateway-exclusion-mode allow-bidirectional --region REGION
aws ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode block-ingress --region REGION`,
		Terraform: `resource "aws_vpc_block_public_access_exclusion" "public" {
  vpc_id                          = "VPC_ID"
  internet_gateway_exclusion_mode = "allow-bidirectional"
}
resource "aws_vpc_block_public_access_options" "region" {
  internet_gateway_block_mode = "block-ingress"
}`,
		Breaks: "Whatever the internet reaches through an internet gateway goes dark, load balancers included, unless it is in an excluded VPC or subnet. The bidirectional mode also stops NAT gateways and other outbound traffic.",
		Undo:   "aws ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode off --region REGION. It takes some minutes.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172"},
	Controls:   []string{"FSBP/EC2.172"},
	Assess:     check.ForEach(inventory.VPCBlockPublicAccess, blockPublicAccess),
}

func blockPublicAccess(_ check.Env, o inventory.VPCBlockPublicAccessOptions) check.Verdict {
	mode := check.Saw("InternetGatewayBlockMode", o.InternetGatewayBlockMode)
	switch o.InternetGatewayBlockMode {
	case "block-bidirectional":
		return check.Pass("blocks internet gateways in both directions", mode)
	case "block-ingress":
		return check.Pass("blocks inbound traffic of internet gateways", mode)
	case "off":
		return check.Fail("does not block internet gateways", mode)
	}
	return check.Unknown("has a mode that is not known here", mode)
}
