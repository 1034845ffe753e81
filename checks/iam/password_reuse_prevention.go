package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PasswordReusePrevention is the check iam.password-reuse-prevention.
var PasswordReusePrevention = &check.Check{
	ID:        "iam.password-reuse-prevention",
	Title:     "Password policy remembers 24 previous passwords",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account has a password policy that prevents the reuse of at least the given number of previous passwords.",
	Rationale: "A user who may return to an old password undoes the change that a leak called for.",
	Remedy:    "Set a password policy that remembers 24 passwords, the most that IAM allows.",
	Fix: check.Fix{
		Console: "IAM console, Account settings, Password policy, Edit, Custom: prevent password reuse and remember 24 passwords.",
		CLI: `aws iam get-account-password-policy
# Whatever is left out goes back to its default: add the options that are set.
aws iam update-account-password-policy --password-reuse-prevention 24`,
		Terraform: `resource "aws_iam_account_password_policy" "ACCOUNT" {
  password_reuse_prevention = 24
}`,
		Breaks: "Nothing at once: it holds when a user changes the password next. Whoever went back and forth between a few passwords has to choose new ones.",
		Undo:   passwordUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	Controls:   []string{"CIS-1.4/1.9", "CIS-1.5/1.9", "CIS-2.0/1.9", "CIS-3.0/1.9", "CIS-4.0/1.9", "CIS-5.0/1.8", "CIS-6.0/2.8", "CIS-7.0/2.9", "FSBP/IAM.7", "FSBP/IAM.10", "FSBP/IAM.16"},
	Params:     []check.Setting{rememberedPasswords},
	Assess:     check.ForEach(inventory.IAMPasswordPolicies, passwordReusePrevention),
}

var rememberedPasswords = check.NewParam("remembered", 24, "previous passwords that the policy must refuse at least")

func passwordReusePrevention(e check.Env, p inventory.IAMPasswordPolicy) check.Verdict {
	if !p.Set {
		return check.Fail("has no password policy of its own", check.Saw("Set", false))
	}

	return check.PassIf(p.PasswordReusePrevention >= rememberedPasswords.Get(e),
		"refuses previous passwords", "allows previous passwords too soon",
		check.Saw("Set", true), check.Saw("PasswordReusePrevention", p.PasswordReusePrevention))
}
