package iam

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/policy"
)

// OIDCTrustConditionsScoped is the check iam.oidc-trust-conditions-scoped.
var OIDCTrustConditionsScoped = &check.Check{
	ID:        "iam.oidc-trust-conditions-scoped",
	Title:     "OIDC role trusts pin audience and subject (GitHub, GitLab, Terraform)",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::IAM::Role",
	Logic:     "Looks at every role whose trust policy lets in those whom an OIDC provider vouches for. Passes if each such statement holds the audience to values without a wildcard, and the subject to one's own: at GitHub to a repository, elsewhere to a name with wildcards after it only, such as a project of GitLab, a workspace of Terraform or a service account or namespace of a cluster. Patterns of subjects that leave more open, such as repo:acme/*, pass where they are approved. GitHub's repository claim does in place of the subject. Providers by which people sign in to one's own application (Cognito, Google, Facebook, Amazon) vouch for anybody, so there the audience alone counts.",
	Rationale: "GitHub, GitLab and others vouch for every customer of theirs. A role that does not name the subject is open to whoever has an account there.",
	Remedy:    "Add StringEquals conditions on the provider's aud and sub to the statement. Where several branches or jobs need the role, use StringLike with wildcards only after the repository's or project's name.",
	Fix: check.Fix{
		Console: trustConsole + "Add the conditions on aud and sub to the statement that the finding names.",
		CLI:     trustCLI,
		Terraform: `resource "aws_iam_role" "ROLE" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "PROVIDER_ARN" },
    Condition = {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:OWNER/REPOSITORY:*" }
  } }] })
}`,
		Breaks: "Jobs of repositories, branches or projects that the conditions do not match cannot assume the role any more.",
		Undo:   trustUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html"},
	Controls:   []string{},
	Params:     []check.Setting{approvedSubjects},
	Assess:     ofTrust(oidcTrustConditionsScoped),
}

var approvedSubjects = check.NewParam("approved-subjects", []string(nil), "patterns of subjects, as trust policies write them, that may end in a wildcard before a repository's or project's name: repo:acme/*")

func oidcTrustConditionsScoped(e check.Env, trust *policy.Document, role policy.Target) check.Verdict {
	var all grants
	for _, f := range trust.Federations(role) {
		if !f.SAML {
			all.add(scoped(e, f, trust.Statements[f.Statement]), federationText(f, f.Audience, f.Subject))
		}
	}
	return all.verdict("pins audience and subject of its OIDC provider", "trusts an OIDC provider without pinning audience and subject",
		"its trust pins audience and subject", "trusts no OIDC provider")
}

// scoped is whether a statement lets in one's own only, for one's own.
func scoped(e check.Env, f policy.Federation, s policy.Statement) policy.Answer {
	if f.Open == policy.Yes {
		return policy.No
	}
	if slices.Contains(signsInPeople, strings.ToLower(f.Issuer)) || ofRepository(f, s) || approvedSubject(e, f.Subject) {
		return fixed(f.Audience)
	}
	return fixed(f.Subject).And(fixed(f.Audience))
}

// approvedSubject reports whether all that leaves a subject open is approved.
func approvedSubject(e check.Env, c policy.Claim) bool {
	return c.Scope == policy.Wide && len(c.Values) > 0 && !slices.ContainsFunc(c.Values, func(v string) bool {
		return strings.ContainsAny(v, "*?") && !slices.Contains(approvedSubjects.Get(e), v)
	})
}

// fixed is whether a claim is held to certain values. One that is held by what
// other statements deny has no values to see.
func fixed(c policy.Claim) policy.Answer {
	switch {
	case c.Scope == policy.Fixed:
		return policy.Yes
	case c.Scope == policy.Unclear, c.Scope == policy.Wide && len(c.Values) == 0:
		return policy.Unknown
	}
	return policy.No
}

// signsInPeople are the providers that vouch for whoever signs in to an
// application of one's own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
var signsInPeople = []string{"cognito-identity.amazonaws.com", "accounts.google.com", "graph.facebook.com", "www.amazon.com"}

// ofRepository reports whether a statement about GitHub names the repository.
// Whether it does so for strangers too is what f.Open says.
func ofRepository(f policy.Federation, s policy.Statement) bool {
	return slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool {
		key := strings.ToLower(c.Key)
		named := key == strings.ToLower(f.Issuer)+":repository" || key == strings.ToLower(f.Issuer)+":repository_id"
		return named && strings.HasPrefix(strings.ToLower(c.Operator), "stringequals")
	})
}
