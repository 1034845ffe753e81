package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// MemberRootCredentialsAbsent is the check iam.member-root-credentials-absent.
var MemberRootCredentialsAbsent = &check.Check{
	ID:         "iam.member-root-credentials-absent",
	Title:      "Member accounts keep no root password",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Passes when the account is a member of an organization and the account summary counts AccountPasswordPresent as 0. It does not apply to management and standalone accounts.",
	Rationale:  "A root user without a password cannot be signed in to, so nobody has to guard it. The management account can still open a short root session.",
	Remedy:     "Turn on central root access in the organization and delete the root credentials of this account from the management account.",
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
