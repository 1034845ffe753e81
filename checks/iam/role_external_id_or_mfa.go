package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/policy"
)

// RoleExternalIDOrMFA is the check iam.role-external-id-or-mfa.
var RoleExternalIDOrMFA = &check.Check{
	ID:        "iam.role-external-id-or-mfa",
	Title:     "Third-party role trusts demand an external ID; account-wide trusts demand MFA",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::Role",
	Logic:     "Looks at the trust policy of every role that is not linked to a service or of IAM Identity Center, whose trust AWS writes. Whoever is of an account that is neither this one nor trusted has to give an external ID that the policy tells (sts:ExternalId), or to have signed in with MFA. Where the policy trusts this account, or a trusted one, as a whole, MFA is needed (aws:MultiFactorAuthPresent or a limit of its age); certain users and roles of these, named in Principal or by aws:PrincipalArn, need none. By default no other account is trusted. BoolIfExists is no demand, as long-term access keys do not tell of MFA.",
	Rationale: "Without an external ID, another customer of the third party can have it take the role for him. A role that trusts a whole account is open to whoever may assume roles there, with a stolen access key too.",
	Remedy:    "Add a condition on sts:ExternalId with the ID that the third party gives to you alone; name the roles that are meant instead of the account, or add a Bool condition that aws:MultiFactorAuthPresent is true.",
	Fix: check.Fix{
		Console: trustConsole + "Add the condition to the statement that the finding names.",
		CLI:     trustCLI,
		Terraform: `resource "aws_iam_role" "ROLE" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRole"
    Principal = { AWS = "THIRD_PARTY_ACCOUNT_ID" }
    Condition = { StringEquals = { "sts:ExternalId" = "EXTERNAL_ID" } }
  }] })
}`,
		Breaks: "The third party is kept out until it gives the external ID, so agree on it first. Programs with access keys alone are kept out where MFA is demanded.",
		Undo:   trustUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"},
	Controls:   []string{},
	Params:     []check.Setting{trustedAccounts, trustedOrganizations},
	Assess:     ofTrust(roleExternalIDOrMFA),
}

func roleExternalIDOrMFA(e check.Env, trust *policy.Document, role policy.Target) check.Verdict {
	var all grants
	broken := "trusts a whole account without MFA"
	for _, t := range trust.Trustees(role, trusted(e)) {
		met := demanded(t)
		if met == policy.No && t.Trusted != policy.Yes {
			broken = "lets a third party in without an external ID"
		}
		all.add(met, trusteeText(t))
	}
	return all.verdict("demands an external ID of third parties, and MFA where it trusts a whole account", broken,
		"its trust demands an external ID or MFA", "trusts no AWS principal")
}

// demanded is whether all is demanded of a trustee that should be.
func demanded(t policy.Trustee) policy.Answer {
	third := t.ExternalID.Or(t.MFA)
	own := policy.Yes
	if t.Whole {
		own = t.MFA
	}
	switch {
	case t.Trusted == policy.Yes || own == third:
		return own
	case t.Trusted == policy.No:
		return third
	}
	return policy.Unknown
}
