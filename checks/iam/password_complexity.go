package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PasswordComplexity is the check iam.password-complexity.
var PasswordComplexity = &check.Check{
	ID:        "iam.password-complexity",
	Title:     "Password policy demands upper, lower, digit and symbol",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account has a password policy that demands an upper case letter, a lower case letter, a digit and a symbol. AWS's default policy demands only three of them and fails.",
	Rationale: "A password of one kind of character is found sooner by trying.",
	Remedy:    "Set a password policy that demands all four kinds of characters.",
	Fix: check.Fix{
		Console: "IAM console, Account settings, Password policy, Edit, Custom: require upper case and lower case letters, numbers and symbols.",
		CLI: `aws iam get-account-password-policy
# Whatever is left out goes back to its default: add the options that are set.
aws iam update-account-password-policy --require-uppercase-characters --require-lowercase-characters \
  --require-numbers --require-symbols`,
		Terraform: `resource "aws_iam_account_password_policy" "ACCOUNT" {
  require_uppercase_characters = true
  require_lowercase_characters = true
  require_numbers              = true
  require_symbols              = true
}`,
		Breaks: "Nothing at once: a password that is set already goes on working. All four are demanded when a user changes the password next.",
		Undo:   passwordUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"},
	Controls:   []string{"FSBP/IAM.7", "FSBP/IAM.10", "FSBP/IAM.11", "FSBP/IAM.12", "FSBP/IAM.13", "FSBP/IAM.14"},
	Assess:     check.ForEach(inventory.IAMPasswordPolicies, passwordComplexity),
}

func passwordComplexity(_ check.Env, p inventory.IAMPasswordPolicy) check.Verdict {
	if !p.Set {
		return check.Fail("has no password policy of its own", check.Saw("Set", false))
	}

	all := p.RequireUppercaseCharacters && p.RequireLowercaseCharacters && p.RequireNumbers && p.RequireSymbols
	return check.PassIf(all, "demands all four kinds of characters", "does not demand all four kinds of characters",
		check.Saw("Set", true),
		check.Saw("RequireUppercaseCharacters", p.RequireUppercaseCharacters),
		check.Saw("RequireLowercaseCharacters", p.RequireLowercaseCharacters),
		check.Saw("RequireNumbers", p.RequireNumbers),
		check.Saw("RequireSymbols", p.RequireSymbols))
}
