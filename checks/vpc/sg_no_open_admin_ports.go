package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGNoOpenAdminPorts is the check vpc.sg-no-open-admin-ports.
var SGNoOpenAdminPorts = &check.Check{
	ID:        "vpc.sg-no-open-admin-ports",
	Title:     "Security groups close SSH and RDP to the internet (IPv4, IPv6)",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::SecurityGroup",
	Logic:     "Hygiene, not exposure: looks for inbound rules that admit the internet to TCP 22 or 3389, alone, in a range, or by all protocols. The sources of all rules for a port count together, IPv4 and IPv6 apart, with the entries of prefix lists: a quarter of the public addresses or more is the internet. References to security groups are not.",
	Rationale: "Remote logins that anyone can reach are scanned and attacked by password guessing within minutes.",
	Remedy:    "Remove the rules that the finding names, or narrow their source to the ranges that need access. Reach instances through Session Manager or EC2 Instance Connect Endpoint, which need no open port.",
	Fix: check.Fix{
		Console: "VPC console, Security groups, the group, Inbound rules, Edit inbound rules: delete the rules for 22 and 3389 or replace their source.",
		CLI: `aws ec2 authorize-security-group-ingress --group-id SG_ID --protocol tcp --port 22 --cidr CIDR
aws ec2 revoke-security-group-ingress --group-id SG_ID --security-group-rule-ids RULE_ID`,
		Terraform: `resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = "SG_ID"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "CIDR"
}`,
		Breaks: "Administrators outside the ranges that remain can no longer log in over SSH or RDP. Make sure of Session Manager, or of one range that works, before the rule goes.",
		Undo:   "Authorize the old source again, as the finding or the CloudTrail event RevokeSecurityGroupIngress names it.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53"},
	Controls:   []string{"CIS-1.4/5.2", "CIS-1.5/5.2", "CIS-1.5/5.3", "CIS-2.0/5.2", "CIS-2.0/5.3", "CIS-3.0/5.2", "CIS-3.0/5.3", "CIS-4.0/5.3", "CIS-4.0/5.4", "CIS-5.0/5.3", "CIS-5.0/5.4", "CIS-6.0/6.3", "CIS-6.0/6.4", "CIS-7.0/6.3", "CIS-7.0/6.4", "FSBP/EC2.13", "FSBP/EC2.14", "FSBP/EC2.53", "FSBP/EC2.54"},
	Assess:     check.ForEach(inventory.SecurityGroups, sgNoOpenAdminPorts, reach.RuleTables...),
}

// adminPorts are those of remote logins: SSH and RDP.
var adminPorts = reach.Ports(22, 3389)

func sgNoOpenAdminPorts(e check.Env, g inventory.SecurityGroup) check.Verdict {
	return judgeOpenings(e, g, anyOpening, reach.TCP(adminPorts))
}
