package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PasswordMinLength is the check iam.password-min-length.
var PasswordMinLength = &check.Check{
	ID:        "iam.password-min-length",
	Title:     "Password policy demands at least 14 characters",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account has a password policy with at least the given minimum length. AWS's default policy, with 8 characters, fails.",
	Rationale: "Short passwords are found by trying, or by breaking the hashes that another site with the same password leaked.",
	Remedy:    "Set a password policy with a minimum length of 14 or more.",
	Fix: check.Fix{
		Console: "IAM console, Account settings, Password policy, Edit, Custom: set the minimum length to 14 or more.",
		CLI: `aws iam get-account-password-policy
# Whatever is left out goes back to its default: add the options that are set.
aws iam update-account-password-policy --minimum-password-length 14`,
		Terraform: `resource "aws_iam_account_password_policy" "ACCOUNT" {
  minimum_password_length = 14
}`,
		Breaks: "Nothing at once: a shorter password that is set already goes on working. The length is demanded when a user changes the password next.",
		Undo:   passwordUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	Controls:   []string{"CIS-1.4/1.8", "CIS-1.5/1.8", "CIS-2.0/1.8", "CIS-3.0/1.8", "CIS-4.0/1.8", "CIS-5.0/1.7", "CIS-6.0/2.7", "CIS-7.0/2.8", "FSBP/IAM.7", "FSBP/IAM.10", "FSBP/IAM.15"},
	Params:     []check.Setting{minPasswordLength},
	Assess:     check.ForEach(inventory.IAMPasswordPolicies, passwordMinLength),
}

var minPasswordLength = check.NewParam("min-length", 14, "characters that the policy must demand at least")

func passwordMinLength(e check.Env, p inventory.IAMPasswordPolicy) check.Verdict {
	if !p.Set {
		return check.Fail("has no password policy of its own", check.Saw("Set", false))
	}

	return check.PassIf(p.MinimumPasswordLength >= minPasswordLength.Get(e),
		"demands long passwords", "allows short passwords",
		check.Saw("Set", true), check.Saw("MinimumPasswordLength", p.MinimumPasswordLength))
}
