package vpc

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// judgeOpenings fails a security group whose ingress rules open what was asked
// to the world, as bad decides of the openings. What is not known of its rules
// matters only if it could decide.
func judgeOpenings(e check.Env, g inventory.SecurityGroup, bad func([]reach.Opening) bool, asks ...reach.Ask) check.Verdict {
	a := reach.Admit(e, g.Resource, []string{g.ID}, asks)
	seen := append([]check.Evidence{check.Saw("GroupID", g.ID)}, a.Seen()...)
	open, possible := a.Openings()
	switch {
	case bad(open):
		return check.Fail(fmt.Sprintf("opens %s to the internet by %s", reach.Describe(open), a.Culprits(open)), seen...)
	case bad(possible):
		return check.Unknown(a.Doubt(e), seen...)
	}
	return check.Pass("does not open these ports to the internet", seen...)
}

func anyOpening(open []reach.Opening) bool { return len(open) > 0 }

// allOpen reports whether every port of a protocol is among the openings.
func allOpen(open []reach.Opening) bool {
	count := map[string]int{}
	for _, o := range open {
		count[o.Protocol] += o.Ports.To - o.Ports.From + 1
	}
	return count["tcp"] >= reach.EveryPort.To || count["udp"] >= reach.EveryPort.To
}

// narrowRuleFix is how to narrow an inbound rule, whatever its ports.
var narrowRuleFix = check.Fix{
	Console: "VPC console, Security groups, the group, Inbound rules, Edit inbound rules: delete the rule or replace its source.",
	CLI: `aws ec2 authorize-security-group-ingress --group-id SG_ID --protocol tcp --port 443 --cidr CIDR
aws ec2 revoke-security-group-ingress --group-id SG_ID --security-group-rule-ids RULE_ID`,
	Terraform: `resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id = "SG_ID"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "CIDR"
}`,
	Breaks: "Clients outside the sources that remain can no longer connect to any member of the group. Flow logs show beforehand who does.",
	Undo:   "Authorize the old source again, as the finding or the CloudTrail event RevokeSecurityGroupIngress names it.",
}
