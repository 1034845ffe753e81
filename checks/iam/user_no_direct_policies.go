package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserNoDirectPolicies is the check iam.user-no-direct-policies.
var UserNoDirectPolicies = &check.Check{
	ID:        "iam.user-no-direct-policies",
	Title:     "IAM users get permissions only through groups",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  "AWS::IAM::User",
	Logic:     "Passes when the user has neither attached nor inline policies of its own.",
	Rationale: "Rights given user by user are seldom reviewed and stay when the user changes duties.",
	Remedy:    "Put the user into a group that has the policies, then detach and delete the user's own.",
	Fix: check.Fix{
		Console: "IAM console, Users, the user, Groups, Add user to groups. Then Permissions: select the policies attached directly and inline, Remove.",
		CLI: `aws iam attach-group-policy --group-name GROUP --policy-arn POLICY_ARN
aws iam add-user-to-group --group-name GROUP --user-name USER
aws iam detach-user-policy --user-name USER --policy-arn POLICY_ARN
# An inline policy: aws iam delete-user-policy --user-name USER --policy-name POLICY`,
		Terraform: `resource "aws_iam_user_group_membership" "USER" {
  user   = "USER"
  groups = ["GROUP"]
}
resource "aws_iam_user_policy_attachments_exclusive" "USER" {
  user_name   = "USER"
  policy_arns = [] # aws_iam_user_policies_exclusive does the same for inline policies
}`,
		Breaks: "The user is denied what none of its groups allows, and those who are in the group get what it allows. A user can be in ten groups at most.",
		Undo:   "aws iam attach-user-policy --user-name USER --policy-arn POLICY_ARN. Keep a copy of an inline policy: it is gone once deleted.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html"},
	Controls:   []string{"CIS-1.4/1.15", "CIS-1.5/1.15", "CIS-2.0/1.15", "CIS-3.0/1.15", "CIS-4.0/1.15", "CIS-5.0/1.14", "CIS-6.0/2.14", "CIS-7.0/2.13", "FSBP/IAM.2"},
	Assess:     check.ForEach(inventory.IAMUsers, userNoDirectPolicies),
}

func userNoDirectPolicies(_ check.Env, u inventory.IAMUser) check.Verdict {
	return check.PassIf(len(u.AttachedPolicies) == 0 && len(u.InlinePolicies) == 0,
		"has no policies of its own", "has policies of its own",
		check.Saw("AttachedPolicies", u.AttachedPolicies), check.Saw("InlinePolicies", namesOf(u.InlinePolicies)))
}

func namesOf(policies []inventory.IAMInlinePolicy) []string {
	var names []string
	for _, p := range policies {
		names = append(names, p.Name)
	}
	return names
}
