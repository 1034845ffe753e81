package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// NACLNoOpenAdminPorts is the check vpc.nacl-no-open-admin-ports.
var NACLNoOpenAdminPorts = &check.Check{
	ID:        "vpc.nacl-no-open-admin-ports",
	Title:     "Network ACLs close SSH and RDP to the internet",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::NetworkAcl",
	Logic:     "Hygiene, not exposure: works out from the inbound entries, in the order of their numbers, who may reach TCP 22 and 3389. The first entry that matches decides, so an earlier deny protects. A quarter of the public addresses or more, IPv4 and IPv6 apart, is the internet.",
	Rationale: "A network ACL is the second line behind the security groups. If it admits remote logins from anywhere, one mistaken security group rule exposes them.",
	Remedy:    "Deny TCP 22 and 3389 from 0.0.0.0/0 and ::/0 by an entry with a lower number than those that allow them, or allow only the ranges that need access.",
	Fix: check.Fix{
		Console: "VPC console, Network ACLs, the ACL, Inbound rules, Edit inbound rules: add Deny rules for TCP 22 and 3389 with numbers below those that allow.",
		CLI: `aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 10 --protocol tcp --port-range From=22,To=22 --cidr-block 0.0.0.0/0 --rule-action deny
aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 11 --protocol tcp --port-range From=3389,To=3389 --cidr-block 0.0.0.0/0 --rule-action deny
aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 12 --protocol tcp --port-range From=22,To=22 --ipv6-cidr-block ::/0 --rule-action deny
aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 13 --protocol tcp --port-range From=3389,To=3389 --ipv6-cidr-block ::/0 --rule-action deny`,
		Terraform: `# The same for port 3389, and for ipv6_cidr_block = "::/0".
resource "aws_network_acl_rule" "no_ssh" {
  network_acl_id = "NACL_ID"
  rule_number    = 10
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
  rule_action    = "deny"
}`,
		Breaks: "SSH and RDP into the subnets stop, from other subnets of the VPC too: allow those that are needed with yet lower numbers. Behind a NAT gateway the rare reply that comes to port 3389 is lost.",
		Undo:   "aws ec2 delete-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 10, and so for each entry.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21"},
	Controls:   []string{"CIS-1.4/5.1", "CIS-1.5/5.1", "CIS-2.0/5.1", "CIS-3.0/5.1", "CIS-4.0/5.2", "CIS-5.0/5.2", "CIS-6.0/6.2", "CIS-7.0/6.2", "FSBP/EC2.21"},
	Assess:     check.ForEach(inventory.NetworkACLs, naclNoOpenAdminPorts),
}

func naclNoOpenAdminPorts(_ check.Env, a inventory.NetworkACL) check.Verdict {
	return judgeACL(a, anyOpening, reach.TCP(adminPorts))
}
