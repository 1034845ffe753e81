package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// NACLNoOpenAllPorts is the check vpc.nacl-no-open-all-ports.
var NACLNoOpenAllPorts = &check.Check{
	ID:        "vpc.nacl-no-open-all-ports",
	Title:     "Network ACLs do not admit everything from the internet",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::NetworkAcl",
	Logic:     "Hygiene, not exposure: works out from the inbound entries, in the order of their numbers, which ports the internet may reach. Fails if it is every TCP port or every UDP port, 1-65535. The first entry that matches decides, so an earlier deny protects. A quarter of the public addresses or more, IPv4 and IPv6 apart, is the internet.",
	Rationale: "A network ACL that admits everything protects nothing. The security groups are then the only line of defence.",
	Remedy:    "Allow inbound only the ports that the subnet serves and the ephemeral ports of its replies.",
	Fix: check.Fix{
		Console: "VPC console, Network ACLs, the ACL, Inbound rules, Edit inbound rules: add rules for the VPC, for the ports served, and for the ephemeral ports 1024-65535. Then remove the one that allows all.",
		CLI: `aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 10 --protocol -1 --cidr-block VPC_CIDR --rule-action allow
aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 20 --protocol tcp --port-range From=443,To=443 --cidr-block 0.0.0.0/0 --rule-action allow
aws ec2 create-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 30 --protocol tcp --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0 --rule-action allow
aws ec2 delete-network-acl-entry --network-acl-id NACL_ID --ingress --rule-number 100`,
		Terraform: `# One for each range that is to come in; delete the rule that allows all.
resource "aws_network_acl_rule" "https" {
  network_acl_id = "NACL_ID"
  rule_number    = 20
  protocol       = "tcp"
  from_port      = 443
  to_port        = 443
  cidr_block     = "0.0.0.0/0"
  rule_action    = "allow"
}`,
		Breaks: "Network ACLs keep no state: replies that no entry admits are dropped, such as UDP answers from outside (NTP, DNS) and those to low ports. It holds for every subnet that uses the ACL.",
		Undo:   "Add the entry that allows all again, with its old number.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"},
	Controls:   []string{"CIS-1.4/5.1", "CIS-1.5/5.1", "CIS-2.0/5.1", "CIS-3.0/5.1", "CIS-4.0/5.2", "CIS-5.0/5.2", "CIS-6.0/6.2", "CIS-7.0/6.2"},
	Assess:     check.ForEach(inventory.NetworkACLs, naclNoOpenAllPorts),
}

func naclNoOpenAllPorts(_ check.Env, a inventory.NetworkACL) check.Verdict {
	return judgeACL(a, allOpen, reach.TCP([]reach.Span{reach.EveryPort}), reach.UDP([]reach.Span{reach.EveryPort}))
}
