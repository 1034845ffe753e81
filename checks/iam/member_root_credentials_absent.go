package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// MemberRootCredentialsAbsent is the check iam.member-root-credentials-absent.
var MemberRootCredentialsAbsent = &check.Check{
	ID:        "iam.member-root-credentials-absent",
	Title:     "Member accounts keep no root password",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account is a member of an organization and the account summary counts AccountPasswordPresent as 0. It does not apply to management and standalone accounts.",
	Rationale: "A root user without a password cannot be signed in to, so nobody has to guard it. The management account can still open a short root session.",
	Remedy:    "Turn on central root access in the organization and delete the root credentials of this account from the management account.",
	Fix: check.Fix{
		Console: "IAM console of the management account, Root access management: enable it, select the account, Take privileged action, Delete root user credentials.",
		CLI: `aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
aws iam enable-organizations-root-credentials-management
aws sts assume-root --target-principal ACCOUNT_ID --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials
# With the credentials that it returns:
aws iam delete-login-profile`,
		Terraform: `# Terraform turns on central root access; the password is then deleted in the console or with the AWS CLI.
resource "aws_iam_organizations_features" "ORGANIZATION" {
  enabled_features = ["RootCredentialsManagement", "RootSessions"]
}`,
		Breaks: "Nobody can sign in as root of the account or recover its password. For a task that only root can do, the management account has to allow password recovery first.",
		Undo:   "IAM console of the management account, Root access management, the account, Take privileged action, Allow password recovery. Then reset the password from the mailbox of the root address.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html"},
	Controls:   []string{"CIS-7.0/2.1.1"},
	Assess:     check.ForEach(inventory.Organizations, memberRootCredentialsAbsent, inventory.IAMAccountSummaries),
}

func memberRootCredentialsAbsent(e check.Env, o inventory.Organization) check.Verdict {
	member := check.Saw("Member", o.Member)
	if !o.Member {
		return check.NotApplicable("is in no organization", member)
	}
	master := check.Saw("MasterAccountID", o.MasterAccountID)
	if o.MasterAccountID == e.Account.ID {
		return check.NotApplicable("is the management account of its organization", member, master)
	}
	password, saw, silent := rootHas(check.Detail(e, inventory.IAMAccountSummaries, o.Resource), "AccountPasswordPresent")
	if silent != nil {
		return *silent
	}
	return check.PassIf(!password, "has no root password", "has a root password", member, master, saw)
}
