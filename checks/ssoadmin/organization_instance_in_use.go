package ssoadmin

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// OrganizationInstanceInUse is the check ssoadmin.organization-instance-in-use.
var OrganizationInstanceInUse = &check.Check{
	ID:        "ssoadmin.organization-instance-in-use",
	Title:     "Identity Center runs as an organization instance",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "An account of an organization that sees an active instance of IAM Identity Center sees one that the management account owns. An account that is in no organization, or sees no instance, is not asked.",
	Rationale: "An instance that an account made for itself knows its own users and applications only, and gives nobody access to accounts. People then get a second identity, which nobody takes away when they leave.",
	Remedy:    "In the management account, open IAM Identity Center and Enable; then point the applications at it and delete the instance of this account.",
	Fix: check.Fix{
		Console: "In the management account, open IAM Identity Center and Enable; then point the applications at it and delete the instance of this account.",
		CLI: `# In the management account, Identity Center is enabled in the console alone. In this account, afterwards:
aws sso-admin delete-instance --instance-arn INSTANCE_ARN`,
		Terraform: `# There is no resource for the instance of an organization: enable it in the console. Then it is found by
data "aws_ssoadmin_instances" "this" {}`,
		Breaks: "Applications that trust the old instance lose their users until they are moved.",
		Undo:   "aws sso-admin create-instance, which begins without users.",
	},
	References: []string{"https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html", "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceMetadata.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Organizations, organizationInstanceInUse, inventory.SSOInstances),
}

func organizationInstanceInUse(e check.Env, o inventory.Organization) check.Verdict {
	saw := []check.Evidence{check.Saw("Member", o.Member)}
	if !o.Member {
		return check.NotApplicable("is in no organization", saw...)
	}
	saw = append(saw, check.Saw("MasterAccountID", o.MasterAccountID))
	own := 0
	i, ok := check.Find(e, inventory.SSOInstances, e.Account.Resource(), func(i inventory.SSOInstance) bool {
		saw = append(saw, check.SawOn(i.Resource, "Status", i.Status), check.SawOn(i.Resource, "OwnerAccountID", i.OwnerAccountID))
		if i.Status != "ACTIVE" {
			return false
		}
		own++
		return i.OwnerAccountID == o.MasterAccountID
	})
	switch {
	case ok:
		return check.Pass("sees the instance of its organization, "+i.ID, saw...)
	case own == 0:
		return check.NotApplicable("sees no instance of IAM Identity Center", saw...)
	}
	return check.Fail("has an instance of IAM Identity Center that is not its organization's", saw...)
}
