package iam

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AdministratorAccessLimited is the check iam.administrator-access-limited.
var AdministratorAccessLimited = &check.Check{
	ID:        "iam.administrator-access-limited",
	Title:     "AdministratorAccess is attached only to approved users, groups and roles",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::Role",
	Logic:     "Passes when every user, group and role to which the AWS managed policy AdministratorAccess is attached is approved by its ARN or a pattern of it. By default none is. Other policies that amount to the same are other checks' concern.",
	Rationale: "Whoever takes over one administrator has the account. The fewer there are, and the better known, the less there is to guard.",
	Remedy:    "Detach the policy from those that do not need it and give them what their work takes. Approve the others in the parameter approved.",
	Fix: check.Fix{
		Console: "IAM console, Policies, AdministratorAccess, Entities attached: select the user, group or role, Detach.",
		CLI: `aws iam attach-role-policy --role-name ROLE --policy-arn NARROWER_POLICY_ARN
aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
# Users and groups alike: attach-user-policy, detach-user-policy, attach-group-policy, detach-group-policy.`,
		Terraform: detachTerraform,
		Breaks:    "Those from whom it is taken are denied whatever no other policy allows them. IAM Access Analyzer can write a policy from what they used, as CloudTrail recorded it.",
		Undo:      "aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html", "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html"},
	Controls:   []string{},
	Params:     []check.Setting{approvedAdministrators},
	Assess: check.Together(
		check.ForEach(inventory.IAMUsers, func(e check.Env, u inventory.IAMUser) check.Verdict {
			return administratorAccessLimited(e, u.Resource, u.AttachedPolicies)
		}),
		check.ForEach(inventory.IAMGroups, func(e check.Env, g inventory.IAMGroup) check.Verdict {
			return administratorAccessLimited(e, g.Resource, g.AttachedPolicies)
		}),
		check.ForEach(inventory.IAMRoles, func(e check.Env, r inventory.IAMRole) check.Verdict {
			return administratorAccessLimited(e, r.Resource, r.AttachedPolicies)
		}),
	),
}

var approvedAdministrators = check.NewParam("approved", []string(nil), "ARNs of approved administrators; a * stands for any text")

func administratorAccessLimited(e check.Env, who inventory.Resource, policies []string) check.Verdict {
	saw := check.Saw("AttachedPolicies", policies)
	if !slices.Contains(policies, "arn:"+e.Account.Partition+":iam::aws:policy/AdministratorAccess") {
		return check.Pass("does not have AdministratorAccess", saw)
	}
	return check.PassIf(approved(e, who.ARN), "is an approved administrator",
		"has AdministratorAccess and is not an approved administrator", saw)
}

func approved(e check.Env, arn string) bool {
	return slices.ContainsFunc(approvedAdministrators.Get(e), func(pattern string) bool {
		parts := strings.Split(pattern, "*")
		for i, p := range parts {
			parts[i] = regexp.QuoteMeta(p)
		}
		return regexp.MustCompile("^" + strings.Join(parts, ".*") + "$").MatchString(arn)
	})
}
