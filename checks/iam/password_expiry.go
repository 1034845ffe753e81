package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PasswordExpiry is the check iam.password-expiry.
var PasswordExpiry = &check.Check{
	ID:        "iam.password-expiry",
	Title:     "Passwords expire within 90 days",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account has a password policy under which passwords expire within the given days.",
	Rationale: "A password that never expires serves whoever learnt it for as long as the user exists.",
	Remedy:    "Set a password policy that expires passwords after 90 days or less.",
	Fix: check.Fix{
		Console: "IAM console, Account settings, Password policy, Edit, Custom: turn on password expiration with 90 days or less.",
		CLI: `aws iam get-account-password-policy
# Whatever is left out goes back to its default: add the options that are set.
aws iam update-account-password-policy --max-password-age 90`,
		Terraform: `resource "aws_iam_account_password_policy" "ACCOUNT" {
  max_password_age = 90
}`,
		Breaks: "It holds at once: whoever has an older password must change it at the next sign-in. With hard expiry, or if users may not change their passwords, an administrator has to reset it; access keys go on working.",
		Undo:   passwordUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	Controls:   []string{"FSBP/IAM.7", "FSBP/IAM.10", "FSBP/IAM.17"},
	Params:     []check.Setting{maxPasswordAge},
	Assess:     check.ForEach(inventory.IAMPasswordPolicies, passwordExpiry),
}

var maxPasswordAge = check.NewParam("max-age-days", 90, "days after which passwords must expire at the latest")

func passwordExpiry(e check.Env, p inventory.IAMPasswordPolicy) check.Verdict {
	if !p.Set {
		return check.Fail("has no password policy of its own", check.Saw("Set", false))
	}

	return check.PassIf(p.ExpirePasswords && p.MaxPasswordAge > 0 && p.MaxPasswordAge <= maxPasswordAge.Get(e),
		"expires passwords", "does not expire passwords soon enough",
		check.Saw("Set", true), check.Saw("ExpirePasswords", p.ExpirePasswords), check.Saw("MaxPasswordAge", p.MaxPasswordAge))
}
