package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGNoOpenCIFS is the check vpc.sg-no-open-cifs.
var SGNoOpenCIFS = &check.Check{
	ID:        "vpc.sg-no-open-cifs",
	Title:     "Security groups close CIFS to the internet",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::SecurityGroup",
	Logic:     "Hygiene, not exposure: looks for inbound rules that admit the internet to TCP 445, alone, in a range, or by all protocols. The sources of all rules for a port count together, IPv4 and IPv6 apart, with the entries of prefix lists: a quarter of the public addresses or more is the internet. References to security groups are not.",
	Rationale: "File sharing over SMB has been the way in for worms and ransomware. It has no place on the internet.",
	Remedy:    "Remove the rules that the finding names, or narrow their source to the ranges that need access. Reach file shares through a VPN.",
	Fix: check.Fix{
		Console: "VPC console, Security groups, the group, Inbound rules, Edit inbound rules: delete the rules for 445 or replace their source.",
		CLI: `aws ec2 authorize-security-group-ingress --group-id SG_ID --protocol tcp --port 445 --source-group CLIENT_SG_ID
aws ec2 revoke-security-group-ingress --group-id SG_ID --security-group-rule-ids RULE_ID`,
		Terraform: `resource "aws_vpc_security_group_ingress_rule" "smb" {
  security_group_id            = "SG_ID"
  ip_protocol                  = "tcp"
  from_port                    = 445
  to_port                      = 445
  referenced_security_group_id = "CLIENT_SG_ID"
}`,
		Breaks: "Clients that mounted shares over the internet lose them until they come by a VPN.",
		Undo:   "Authorize the old source again, as the finding or the CloudTrail event RevokeSecurityGroupIngress names it.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"},
	Controls:   []string{"CIS-4.0/5.1.2", "CIS-5.0/5.1.2", "CIS-6.0/6.1.2", "CIS-7.0/6.1.2"},
	Assess:     check.ForEach(inventory.SecurityGroups, sgNoOpenCIFS, reach.RuleTables...),
}

func sgNoOpenCIFS(e check.Env, g inventory.SecurityGroup) check.Verdict {
	return judgeOpenings(e, g, anyOpening, reach.TCP(reach.Ports(445)))
}
