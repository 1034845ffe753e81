package iam

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/policy"
)

// RoleTrustNotPublic is the check iam.role-trust-not-public.
var RoleTrustNotPublic = &check.Check{
	ID:        "iam.role-trust-not-public",
	Title:     "IAM: no role trusts every AWS principal",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::IAM::Role",
	Logic:     "Looks at the trust policy of every role that is not linked to a service or of IAM Identity Center, whose trust AWS writes. Passes if nobody outside of the accounts, services and providers that it names can assume the role. Conditions count where they tell who asks or from which network, such as aws:PrincipalOrgID; an external ID or anything else that the caller chooses does not. What the policy denies is taken off. So is what resource control policies of the organization deny, if the scan may read them.",
	Rationale: "Whoever has an AWS account, which is anybody, takes the role and has all of its rights.",
	Remedy:    "Name in Principal the accounts, roles or services that need the role, or hold the statement to one's organization by aws:PrincipalOrgID.",
	Fix: check.Fix{
		Console: trustConsole + "Put the principals that need the role in place of *.",
		CLI:     trustCLI,
		Terraform: `resource "aws_iam_role" "ROLE" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRole"
    Principal = { AWS = "PRINCIPAL_ARN" }
  }] })
}`,
		Breaks: "Whoever is not named cannot assume the role any more. Sessions that are open last until they expire: Revoke sessions in the role's page ends them.",
		Undo:   trustUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     ofTrust(roleTrustNotPublic),
}

func roleTrustNotPublic(_ check.Env, trust *policy.Document, role policy.Target) check.Verdict {
	r := trust.Public(role).Only(assumes)
	var grants []string
	for _, g := range r.Grants {
		grants = append(grants, g.String())
	}
	switch r.Answer {
	case policy.Yes:
		return check.Fail("trusts every AWS principal", sawTrust(grants...))
	case policy.Unknown:
		return check.Unknown("cannot be judged: a condition of its trust is on what is not known: "+strings.Join(grants, "; "), sawTrust(grants...))
	}
	for _, g := range r.Bound {
		grants = append(grants, g.String())
	}
	return check.Pass("does not trust every AWS principal", sawTrust(grants...))
}

// assumes reports whether a grant is of the role itself, not only of the tags
// of a session.
func assumes(g policy.Grant) bool {
	return slices.ContainsFunc(g.Actions, func(a string) bool { return strings.HasPrefix(a, "sts:AssumeRole") })
}
