package organizations

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RootSessionsEnabled is the check organizations.root-sessions-enabled.
var RootSessionsEnabled = &check.Check{
	ID:        "organizations.root-sessions-enabled",
	Title:     "Privileged root sessions replace standing member root logins",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "The feature RootSessions of IAM is on for the organization. Asked of the account that manages an organization; others cannot see this.",
	Rationale: "A few tasks need the root user of a member, such as unlocking a bucket whose policy denies everybody. A session of 15 minutes from here does them without a password that lies in a drawer.",
	Remedy:    "In IAM, Root access management, Enable, Privileged root actions in member accounts.",
	Fix: check.Fix{
		Console: "In IAM, Root access management, Enable, Privileged root actions in member accounts.",
		CLI: `aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
aws iam enable-organizations-root-sessions`,
		Terraform: `# What is not named here is turned off.
resource "aws_iam_organizations_features" "root" {
  enabled_features = ["RootCredentialsManagement", "RootSessions"]
}`,
		Breaks: "It breaks nothing; who may call sts:AssumeRoot should be few.",
		Undo:   "aws iam disable-organizations-root-sessions.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html"},
	Controls:   []string{"CIS-7.0/2.1.1"},
	Assess:     check.ForEach(inventory.Organizations, rootSessionsEnabled, inventory.OrganizationRootFeatures),
}

func rootSessionsEnabled(e check.Env, o inventory.Organization) check.Verdict {
	return rootFeature(e, o, "RootSessions", "can open short root sessions in its members", "cannot, as the feature is off: RootSessions")
}
