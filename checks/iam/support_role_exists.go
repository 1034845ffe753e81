package iam

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SupportRoleExists is the check iam.support-role-exists.
var SupportRoleExists = &check.Check{
	ID:        "iam.support-role-exists",
	Title:     "IAM: a principal holds AWSSupportAccess for incident handling",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the AWS managed policy AWSSupportAccess is attached to a role, to a user, or to a group that has a member.",
	Rationale: "When something breaks, somebody must be able to open a case with AWS Support without borrowing an administrator's rights.",
	Remedy:    "Create a role with AWSSupportAccess that those who handle incidents may assume.",
	Fix: check.Fix{
		Console: "IAM console, Roles, Create role: trust those who handle incidents, and add AWSSupportAccess.",
		CLI: `aws iam create-role --role-name SUPPORT_ROLE --assume-role-policy-document file://TRUST.json
aws iam attach-role-policy --role-name SUPPORT_ROLE --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess`,
		Terraform: `resource "aws_iam_role_policy_attachment" "SUPPORT" {
  role       = "SUPPORT_ROLE"
  policy_arn = "arn:aws:iam::aws:policy/AWSSupportAccess"
}`,
		Breaks: "Nothing: it adds a role and takes nothing away. Those who may assume it can read and open support cases.",
		Undo:   "aws iam detach-role-policy --role-name SUPPORT_ROLE --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess, then aws iam delete-role --role-name SUPPORT_ROLE",
	},
	References: []string{"https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html", "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSSupportAccess.html"},
	Controls:   []string{"CIS-1.4/1.17", "CIS-1.5/1.17", "CIS-2.0/1.17", "CIS-3.0/1.17", "CIS-4.0/1.17", "CIS-5.0/1.16", "CIS-6.0/2.16", "CIS-7.0/2.15", "FSBP/IAM.18"},
	Assess:     check.Exists(supportRoleExists, inventory.IAMRoles, inventory.IAMUsers, inventory.IAMGroups),
}

func supportRoleExists(e check.Env) check.Verdict {
	account := e.Account.Resource()
	policy := "arn:" + e.Account.Partition + ":iam::aws:policy/AWSSupportAccess"
	role, ok := check.Find(e, inventory.IAMRoles, account, func(r inventory.IAMRole) bool {
		return slices.Contains(r.AttachedPolicies, policy)
	})
	if ok {
		return check.Pass("has a role with AWSSupportAccess", check.SawOn(role.Resource, "AttachedPolicies", role.AttachedPolicies))
	}
	user, ok := check.Find(e, inventory.IAMUsers, account, func(u inventory.IAMUser) bool {
		return slices.Contains(u.AttachedPolicies, policy)
	})
	if ok {
		return check.Pass("has a user with AWSSupportAccess", check.SawOn(user.Resource, "AttachedPolicies", user.AttachedPolicies))
	}
	for _, g := range check.Rows(e, inventory.IAMGroups, account) {
		if !slices.Contains(g.AttachedPolicies, policy) {
			continue
		}
		member, ok := check.Find(e, inventory.IAMUsers, account, func(u inventory.IAMUser) bool { return slices.Contains(u.Groups, g.ID) })
		if ok {
			return check.Pass("has a group with AWSSupportAccess",
				check.SawOn(g.Resource, "AttachedPolicies", g.AttachedPolicies), check.SawOn(member.Resource, "Groups", member.Groups))
		}
	}
	return check.Fail("has nobody with AWSSupportAccess",
		check.Saw("AttachedPolicies", "of no role, user or group hold "+policy+" for anybody"), check.Saw("Groups", "of no user give it"))
}
