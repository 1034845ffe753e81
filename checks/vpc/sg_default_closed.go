package vpc

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGDefaultClosed is the check vpc.sg-default-closed.
var SGDefaultClosed = &check.Check{
	ID:        "vpc.sg-default-closed",
	Title:     "Default security groups carry no rules",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::SecurityGroup",
	Logic:     "Reads the rules of each security group named default. Passes if there is none, inbound or outbound.",
	Rationale: "A resource that is launched without a security group gets the default one. Its rules then apply to it without anyone having chosen them.",
	Remedy:    "Move what uses the default security group to groups of its own, then remove all rules of the default group.",
	Fix: check.Fix{
		Console: "VPC console, Security groups, the group named default: Edit inbound rules and Edit outbound rules, and delete all.",
		CLI: `aws ec2 describe-security-group-rules --filters Name=group-id,Values=SG_ID
aws ec2 revoke-security-group-ingress --group-id SG_ID --security-group-rule-ids RULE_ID
aws ec2 revoke-security-group-egress --group-id SG_ID --security-group-rule-ids RULE_ID`,
		Terraform: `# Without ingress and egress blocks it removes every rule.
resource "aws_default_security_group" "default" {
  vpc_id = "VPC_ID"
}`,
		Breaks: "Whatever still uses the group loses all traffic, in and out, among its members too. New resources that name no group cannot be reached until they get one.",
		Undo:   "Add the rules that AWS makes: inbound all traffic from the group itself, outbound all traffic to 0.0.0.0/0 and ::/0.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2"},
	Controls:   []string{"CIS-1.4/5.3", "CIS-1.5/5.4", "CIS-2.0/5.4", "CIS-3.0/5.4", "CIS-4.0/5.5", "CIS-5.0/5.5", "CIS-6.0/6.5", "CIS-7.0/6.5", "FSBP/EC2.2"},
	Assess:     check.ForEach(inventory.SecurityGroups, sgDefaultClosed, inventory.SecurityGroupRules),
}

func sgDefaultClosed(e check.Env, g inventory.SecurityGroup) check.Verdict {
	name := check.Saw("GroupName", g.GroupName)
	if g.GroupName != "default" {
		return check.NotApplicable("is not a default security group", name)
	}
	seen := []check.Evidence{name}
	var ids []string
	for _, r := range reach.RulesByGroup.Rows(e, g.Resource, g.ID) {
		ids = append(ids, r.ID)
		seen = append(seen, check.SawOn(r.Resource, "GroupID", r.GroupID))
	}
	return check.PassIf(len(ids) == 0, "has no rules", "has the rules "+strings.Join(ids, ", "), seen...)
}
