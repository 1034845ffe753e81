package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/policy"
)

// RoleTrustKnownAccounts is the check iam.role-trust-known-accounts.
var RoleTrustKnownAccounts = &check.Check{
	ID:        "iam.role-trust-known-accounts",
	Title:     "IAM cross-account role trusts name only approved accounts",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::Role",
	Logic:     "Looks at the trust policy of every role that is not linked to a service or of IAM Identity Center, whose trust AWS writes. Passes if each AWS principal outside of this account whom it lets assume the role is of a trusted account, or of a trusted organization by aws:PrincipalOrgID. Whom a condition names counts where the statement is about everyone. Principals that were deleted can do nothing. By default no other account is trusted. Services and identity providers are other checks' concern.",
	Rationale: "Whoever runs the other account has the role's rights here, as does whoever breaks in there. An account that nobody recognizes is a way in that was left open.",
	Remedy:    "Take the account out of the trust policy, or add it to the trusted accounts if it is yours or a partner's.",
	Fix: check.Fix{
		Console: trustConsole + "Remove the principal that the finding names.",
		CLI:     trustCLI,
		Terraform: `resource "aws_iam_role" "ROLE" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRole"
    Principal = { AWS = "KNOWN_ACCOUNT_ID" }
  }] })
}`,
		Breaks: "Whoever uses the role from the account that is removed is kept out. Sessions that are open last until they expire: Revoke sessions in the role's page ends them.",
		Undo:   trustUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"},
	Controls:   []string{},
	Params:     []check.Setting{trustedAccounts, trustedOrganizations},
	Assess:     ofTrust(roleTrustKnownAccounts),
}

var (
	trustedAccounts      = check.NewParam("trusted-accounts", []string(nil), "ids of the accounts that roles may trust, besides their own")
	trustedOrganizations = check.NewParam("trusted-organizations", []string(nil), "ids of the organizations (o-...) whose accounts roles may trust by aws:PrincipalOrgID")
)

func trusted(e check.Env) policy.Trust {
	return policy.Trust{Accounts: trustedAccounts.Get(e), Organizations: trustedOrganizations.Get(e)}
}

func roleTrustKnownAccounts(e check.Env, trust *policy.Document, role policy.Target) check.Verdict {
	var all grants
	for _, t := range trust.Trustees(role, trusted(e)) {
		fine := t.Trusted
		if fine == policy.No && t.Answer != policy.Yes {
			fine = policy.Unknown
		}
		all.add(fine, trusteeText(t))
	}
	return all.verdict("trusts this account and approved ones only", "trusts an account that is not approved",
		"it trusts an account that is not approved", "trusts no AWS principal")
}
