package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PasswordComplexity is the check iam.password-complexity.
var PasswordComplexity = &check.Check{
	ID:         "iam.password-complexity",
	Title:      "Password policy demands upper, lower, digit and symbol",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Passes when the account has a password policy that demands an upper case letter, a lower case letter, a digit and a symbol. AWS's default policy demands only three of them and fails.",
	Rationale:  "A password of one kind of character is found sooner by trying.",
	Remedy:     "Set a password policy that demands all four kinds of characters.",
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
