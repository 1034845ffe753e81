package organizations

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccountsOrganisedInOUs is the check organizations.accounts-organised-in-ous.
var AccountsOrganisedInOUs = &check.Check{
	ID:        "organizations.accounts-organised-in-ous",
	Title:     "Accounts sit in organizational units rather than at the root",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "No active account but the management account lies directly in the root of the organization. Asked of the account that manages an organization; others cannot see this.",
	Rationale: "Policies are attached to organizational units. An account that lies in none gets only what holds for all, and is forgotten when rules change.",
	Remedy:    "In AWS Organizations, create the units, select the account and Move.",
	Fix: check.Fix{
		Console: "In AWS Organizations, create the units, select the account and Move.",
		CLI: `aws organizations create-organizational-unit --parent-id ROOT_ID --name UNIT
aws organizations move-account --account-id ACCOUNT_ID --source-parent-id ROOT_ID --destination-parent-id UNIT_ID`,
		Terraform: `resource "aws_organizations_organizational_unit" "workloads" {
  name      = "workloads"
  parent_id = "ROOT_ID"
}

resource "aws_organizations_account" "NAME" {
  name      = "NAME"
  email     = "ADDRESS"
  parent_id = aws_organizations_organizational_unit.workloads.id
}`,
		Breaks: "The policies of the unit hold at once and may deny what runs in the account: look at them first.",
		Undo:   "Move it back.",
	},
	References: []string{"https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_ous.html", "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_moving.html"},
	Controls:   []string{"CIS-7.0/2.1.4"},
	Assess:     check.ForEach(inventory.Organizations, accountsOrganisedInOUs, inventory.OrganizationAccounts),
}

func accountsOrganisedInOUs(e check.Env, o inventory.Organization) check.Verdict {
	saw, other := notManaging(o)
	if other != nil {
		return *other
	}
	var loose []string
	for _, a := range check.Rows(e, inventory.OrganizationAccounts, e.Account.Resource()) {
		if a.ID == o.MasterAccountID || len(a.Within) > 1 || a.Status != "ACTIVE" {
			continue
		}
		loose = append(loose, a.ID)
	}
	saw = append(saw, check.Saw("Within", loose), check.Saw("Status", "ACTIVE"))
	return check.PassIf(len(loose) == 0, "has all accounts in organizational units",
		"has accounts that lie in no organizational unit: "+few(loose), saw...)
}
