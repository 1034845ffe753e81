package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UnattachedPolicyNoAdmin is the check iam.unattached-policy-no-admin.
var UnattachedPolicyNoAdmin = &check.Check{
	ID:        "iam.unattached-policy-no-admin",
	Title:     "IAM unattached customer policies grant no full administrator rights",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account that is attached to nobody and limits nobody as a permissions boundary. Passes if the policy, all its statements together, does not allow every action on every resource, with what gives rights in IAM among them. iam.policy-no-admin-attached is about those that are attached.",
	Rationale: "A policy that lies ready is attached in a hurry, under a name that tells nobody how much it grants.",
	Remedy:    "Delete the policy, or take out of it what nobody needs.",
	Fix: check.Fix{
		Console: "IAM console, Policies, the policy, Delete, or Edit to narrow it.",
		CLI: `aws iam list-policy-versions --policy-arn POLICY_ARN
# Each version but the default one, then the policy:
aws iam delete-policy-version --policy-arn POLICY_ARN --version-id VERSION
aws iam delete-policy --policy-arn POLICY_ARN`,
		Terraform: `# Remove the resource "aws_iam_policy" of the policy, or narrow its policy argument.`,
		Breaks:    "Nothing today: nobody has the policy. A script that attaches it later fails.",
		Undo:      "aws iam create-policy with the same name and path and a copy of the document gives it the same ARN. aws iam get-policy-version shows the document before it is deleted.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.IAMPolicies, unattachedPolicyNoAdmin),
}

func unattachedPolicyNoAdmin(e check.Env, p inventory.IAMPolicy) check.Verdict {
	if p.AttachmentCount > 0 {
		return check.NotApplicable("is attached", check.Saw("AttachmentCount", p.AttachmentCount))
	}
	return administration.managed(e, p)
}
