package iam

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// FederationInUse is the check iam.federation-in-use.
var FederationInUse = &check.Check{
	ID:        "iam.federation-in-use",
	Title:     "Human access is federated through SAML, OIDC or Identity Center",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account has a SAML provider or sees an active instance of IAM Identity Center. OIDC providers of build services and EKS clusters serve workloads and do not count. What another OIDC provider is for, AWS does not say: with nothing else, the verdict is UNKNOWN.",
	Rationale: "People who sign in through one directory lose their access when they leave, and need no IAM user with a password of its own.",
	Remedy:    "Turn on IAM Identity Center or add a SAML provider, let people sign in there, and delete their IAM users.",
	Fix: check.Fix{
		Console: "IAM Identity Center console, Enable, in the management account of the organization. For a SAML provider: IAM console, Identity providers, Add provider, SAML.",
		CLI: `# IAM Identity Center is enabled for an organization in the console only. A SAML provider:
aws iam create-saml-provider --name PROVIDER --saml-metadata-document file://METADATA.xml
aws iam create-role --role-name ROLE --assume-role-policy-document file://TRUST.json`,
		Terraform: `resource "aws_iam_saml_provider" "PROVIDER" {
  name                   = "PROVIDER"
  saml_metadata_document = file("METADATA.xml")
}`,
		Breaks: "Nothing by itself: IAM users go on working beside it. Whoever has no place in the directory is kept out once the IAM users are deleted.",
		Undo:   "aws iam delete-saml-provider --saml-provider-arn PROVIDER_ARN, after which nobody signs in through it. IAM users that were deleted have to be created again.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html", "https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html"},
	Controls:   []string{"CIS-1.4/1.21", "CIS-1.5/1.21", "CIS-2.0/1.21", "CIS-3.0/1.21", "CIS-4.0/1.21", "CIS-5.0/1.20", "CIS-6.0/2.20", "CIS-7.0/2.19"},
	Assess:     check.Exists(federationInUse, inventory.IAMSAMLProviders, inventory.SSOInstances, inventory.IAMOIDCProviders),
}

func federationInUse(e check.Env) check.Verdict {
	account := e.Account.Resource()
	saml, ok := check.Find(e, inventory.IAMSAMLProviders, account, func(inventory.IAMSAMLProvider) bool { return true })
	if ok {
		return check.Pass("has a SAML provider", check.SawOn(saml.Resource, "ARN", saml.ARN))
	}
	instance, ok := check.Find(e, inventory.SSOInstances, account, func(i inventory.SSOInstance) bool { return i.Status == "ACTIVE" })
	if ok {
		return check.Pass("sees an instance of IAM Identity Center", check.SawOn(instance.Resource, "Status", instance.Status))
	}
	oidc, ok := check.Find(e, inventory.IAMOIDCProviders, account, func(p inventory.IAMOIDCProvider) bool { return !servesWorkloads(p.URL) })
	if ok {
		return check.Unknown("cannot be judged: its only federation is an OIDC provider, which may serve people or workloads",
			check.SawOn(oidc.Resource, "URL", oidc.URL))
	}
	return check.Fail("has no federation for people", check.Saw("URL", "of no OIDC provider but those of workloads"),
		check.Saw("Status", "of no instance of IAM Identity Center is ACTIVE"))
}

// workloadIssuers are the hosts whose tokens name a pipeline, not a person.
var workloadIssuers = []string{
	"token.actions.githubusercontent.com", "vstoken.actions.githubusercontent.com", "gitlab.com", "app.terraform.io",
	"agent.buildkite.com", "oidc.codefresh.io", "oidc.circleci.com",
}

func servesWorkloads(url string) bool {
	host, _, _ := strings.Cut(strings.ToLower(strings.TrimPrefix(url, "https://")), "/")
	return slices.Contains(workloadIssuers, host) || strings.HasPrefix(host, "oidc.eks.")
}
