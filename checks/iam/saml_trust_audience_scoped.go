package iam

import (
	"fmt"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/policy"
)

// SAMLTrustAudienceScoped is the check iam.saml-trust-audience-scoped.
var SAMLTrustAudienceScoped = &check.Check{
	ID:        "iam.saml-trust-audience-scoped",
	Title:     "SAML role trusts pin the SAML audience",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::Role",
	Logic:     "Looks at every role whose trust policy lets in those whom a SAML provider vouches for, but for roles of IAM Identity Center, whose trust AWS writes. Passes if each such statement holds SAML:aud, the address that the assertion is for, to values without a wildcard. One in place of a Region is a wildcard too: it stands for any text, slashes and all.",
	Rationale: "An assertion is made for one place to sign in. A role that does not ask which one takes those that were made for another application.",
	Remedy:    "Add a StringEquals condition on SAML:aud with the sign-in addresses of AWS that your provider uses, such as https://signin.aws.amazon.com/saml and those of the Regions that it falls back to.",
	Fix: check.Fix{
		Console: trustConsole + "Add the condition on SAML:aud to the statement that the finding names.",
		CLI:     trustCLI,
		Terraform: `resource "aws_iam_role" "ROLE" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithSAML"
    Principal = { Federated = "PROVIDER_ARN" }
    Condition = { StringEquals = { "SAML:aud" = ["https://signin.aws.amazon.com/saml"] } }
  }] })
}`,
		Breaks: "Whoever signs in at an address that is not named is kept out, such as that of another Region when the usual one is down.",
		Undo:   trustUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml"},
	Controls:   []string{},
	Assess:     ofTrust(samlTrustAudienceScoped),
}

func samlTrustAudienceScoped(_ check.Env, trust *policy.Document, role policy.Target) check.Verdict {
	var all grants
	for _, f := range trust.Federations(role) {
		if f.SAML {
			all.add(fixed(f.Audience), federationText(f, f.Audience))
		}
	}
	return all.verdict("pins the audience of its SAML provider", "trusts a SAML provider without pinning the audience",
		"its trust pins the audience", "trusts no SAML provider")
}

// federationText tells how far a trust narrows claims of a provider.
func federationText(f policy.Federation, claims ...policy.Claim) string {
	var b strings.Builder
	fmt.Fprintf(&b, "statement %s trusts %s", place(policy.Statement{Index: f.Statement, Sid: f.Sid}), f.Provider)
	for _, c := range claims {
		fmt.Fprintf(&b, "; %s is %s", c.Key, c.Scope)
		if len(c.Values) > 0 {
			fmt.Fprintf(&b, ": %s", shorten(c.Values))
		}
	}
	return b.String()
}

// shorten lists no more than three.
func shorten(all []string) string {
	if len(all) <= 3 {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:3], ", "), len(all)-3)
}
