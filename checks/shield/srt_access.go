package shield

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SRTAccess is the check shield.srt-access.
var SRTAccess = &check.Check{
	ID:        "shield.srt-access",
	Title:     "The Shield Response Team can act",
	Domain:    check.DetectiveControls,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Reads under which role the Shield Response Team may work in the account. Passes if there is one. Fails if there is none. Does not apply without a subscription to Shield Advanced.",
	Rationale: "Without a role the team can only give advice over the phone while an attack goes on. With one it sees the requests that AWS WAF samples and changes its rules.",
	Remedy:    "Give the Shield Response Team a role with the policy AWSShieldDRTAccessPolicy.",
	Fix: check.Fix{
		Console: "WAF & Shield console, AWS Shield, Overview, AWS SRT support, Edit SRT access: create a new role for the SRT.",
		CLI: `# The role trusts drt.shield.amazonaws.com:
aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/service-role/AWSShieldDRTAccessPolicy
aws shield associate-drt-role --region us-east-1 --role-arn ROLE_ARN`,
		Terraform: `resource "aws_shield_drt_access_role_arn_association" "srt" {
  role_arn = aws_iam_role.srt.arn
}`,
		Breaks: "Nothing. The team can read and change web ACLs, protections and distributions of the account; it does so when it was asked to. It needs a Business or Enterprise support plan.",
		Undo:   "aws shield disassociate-drt-role --region us-east-1.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-access.html",
		"https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_DescribeDRTAccess.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.ShieldSubscriptions, srtAccess, inventory.ShieldResponders),
}

func srtAccess(e check.Env, s inventory.ShieldSubscription) check.Verdict {
	if !s.Active() {
		return check.NotApplicable(withoutSubscription, check.Saw("State", s.State))
	}
	role := check.Detail(e, inventory.ShieldResponders, s.Resource).RoleArn
	return check.PassIf(role != "", "has a role for the Shield Response Team", "has no role for the Shield Response Team",
		check.Saw("State", s.State), check.Saw("RoleArn", role))
}
