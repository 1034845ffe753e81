package iam

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PolicyNoAdminAttached is the check iam.policy-no-admin-attached.
var PolicyNoAdminAttached = &check.Check{
	ID:        "iam.policy-no-admin-attached",
	Title:     "IAM attached and inline policies grant no full administrator rights",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy, of the account or of AWS, that is attached to a user, a group or a role, and at the inline policies of each of these. Passes if the policy, all its statements together, does not allow every action on every resource, with what gives rights in IAM among them. Conditions that its holder can meet, such as a second factor, do not help; what the policy itself denies does. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows.",
	Rationale: "Whoever takes over one identity with such a policy owns the account: its data, its keys and its logs. Nothing that people or programs do every day takes all of that.",
	Remedy:    "Detach the policy and attach one with the actions that are needed. Keep administration to a role that is taken for the occasion, with a second factor.",
	Fix: check.Fix{
		Console: "IAM console, Policies, the policy, Entities attached: select the user, group or role, Detach. An inline policy is under Permissions of its user, group or role.",
		CLI: `aws iam attach-role-policy --role-name ROLE --policy-arn NARROWER_POLICY_ARN
aws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN
# An inline policy: aws iam delete-role-policy --role-name ROLE --policy-name POLICY
# Users and groups alike: detach-user-policy, delete-user-policy, detach-group-policy, delete-group-policy.`,
		Terraform: detachTerraform,
		Breaks:    "Those from whom it is taken are denied whatever no other policy allows them. Leave one role or user that can give rights back.",
		Undo:      "aws iam attach-role-policy --role-name ROLE --policy-arn POLICY_ARN. Keep a copy of an inline policy: it is gone once deleted.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege", "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1"},
	Controls:   []string{"CIS-1.4/1.16", "CIS-1.5/1.16", "CIS-2.0/1.16", "CIS-3.0/1.16", "CIS-4.0/1.16", "CIS-5.0/1.15", "CIS-6.0/2.15", "CIS-7.0/2.14", "FSBP/IAM.1"},
	Assess: check.Together(
		check.ForEach(inventory.IAMPolicies, policyNoAdminAttached),
		check.ForEach(inventory.IAMAWSPolicies, policyNoAdminAttached),
		ofInline(administration),
	),
}

var administration = judgement{
	judge: func(_ check.Env, w written) ruling { return rulingOf(w.Administrator()) },
	fine:  "grants no full administrator rights",
	broad: "grants full administrator rights",
}

func policyNoAdminAttached(e check.Env, p inventory.IAMPolicy) check.Verdict {
	switch {
	case strings.Contains(p.ARN, ":iam::aws:policy/aws-service-role/"):
		return check.NotApplicable("is AWS's for roles that are linked to a service")
	case p.AttachmentCount == 0:
		return check.NotApplicable("is attached to nobody", attachments(p)...)
	}
	return administration.managed(e, p)
}
