package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RootMFAEnabled is the check iam.root-mfa-enabled.
var RootMFAEnabled = &check.Check{
	ID:        "iam.root-mfa-enabled",
	Title:     "Root user has MFA",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account summary counts AccountMFAEnabled as 1, or when root has neither password nor access keys to sign in with.",
	Rationale: "Root can do everything and no policy binds it. With a password alone, one phished or reused password takes the account.",
	Remedy:    "Sign in as root and register an MFA device, or remove the root credentials of member accounts through central root access.",
	Fix: check.Fix{
		Console:   "Signed in as root: the account's name at the top right, Security credentials, Assign MFA device.",
		CLI:       rootMFACLI,
		Terraform: rootMFATerraform,
		Breaks:    rootMFABreaks,
		Undo:      "Signed in as root: Security credentials, select the device, Remove.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html"},
	Controls:   []string{"CIS-1.4/1.5", "CIS-1.5/1.5", "CIS-2.0/1.5", "CIS-3.0/1.5", "CIS-4.0/1.5", "CIS-5.0/1.4", "CIS-6.0/2.4", "CIS-7.0/2.5", "FSBP/IAM.9"},
	Assess:     check.ForEach(inventory.IAMAccountSummaries, rootMFAEnabled),
}

func rootMFAEnabled(_ check.Env, s inventory.IAMAccountSummary) check.Verdict {
	if rootPasswordless(s) {
		return check.Pass("has a root user without credentials", sawPasswordless()...)
	}
	mfa, saw, silent := rootHas(s, "AccountMFAEnabled")
	if silent != nil {
		return *silent
	}
	return check.PassIf(mfa, "has MFA on its root user", "has no MFA on its root user", saw)
}
