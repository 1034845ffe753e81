package organizations

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RootCredentialsCentralised is the check organizations.root-credentials-centralised.
var RootCredentialsCentralised = &check.Check{
	ID:        "organizations.root-credentials-centralised",
	Title:     "Member root credentials are managed centrally",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "The feature RootCredentialsManagement of IAM is on for the organization. Asked of the account that manages an organization; others cannot see this.",
	Rationale: "Each account has a root user, with a password that somebody must keep and a mailbox that can reset it. Managed centrally, those of all members can be deleted, and new accounts begin without.",
	Remedy:    "In IAM, Root access management, Enable.",
	Fix: check.Fix{
		Console: "In IAM, Root access management, Enable.",
		CLI: `aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
aws iam enable-organizations-root-credentials-management`,
		Terraform: `# What is not named here is turned off.
resource "aws_iam_organizations_features" "root" {
  enabled_features = ["RootCredentialsManagement", "RootSessions"]
}`,
		Breaks: "It changes no credentials by itself; delete those of members afterwards, once nobody signs in with them.",
		Undo:   "aws iam disable-organizations-root-credentials-management.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html"},
	Controls:   []string{"CIS-7.0/2.1.1"},
	Assess:     check.ForEach(inventory.Organizations, rootCredentialsCentralised, inventory.OrganizationRootFeatures),
}

func rootCredentialsCentralised(e check.Env, o inventory.Organization) check.Verdict {
	return rootFeature(e, o, "RootCredentialsManagement", "manages the root credentials of its members centrally", "cannot, as the feature is off: RootCredentialsManagement")
}
