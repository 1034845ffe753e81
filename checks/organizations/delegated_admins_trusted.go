package organizations

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DelegatedAdminsTrusted is the check organizations.delegated-admins-trusted.
var DelegatedAdminsTrusted = &check.Check{
	ID:        "organizations.delegated-admins-trusted",
	Title:     "Delegated administrators are all on the trusted list",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Each account to which the administration of a service was delegated is named in trusted-accounts. Asked of the account that manages an organization; others cannot see this.",
	Rationale: "A delegated administrator acts on every account of the organization: it reads their findings, changes their detectors, deploys their stacks. Who has a key to it has a key to all of them.",
	Remedy:    "List the accounts that are meant in trusted-accounts of .yourside.yaml.",
	Fix: check.Fix{
		Console:   "The settings of the service in AWS Organizations, Services.",
		CLI:       "aws organizations list-delegated-services-for-account --account-id ID\naws organizations deregister-delegated-administrator --account-id ID --service-principal SERVICE",
		Terraform: `# Remove the resource "aws_organizations_delegated_administrator" of the account and the service.`,
		Breaks:    "What the account administers stops working until another account takes over.",
		Undo:      "Register it again.",
	},
	References: []string{"https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html", "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html"},
	Controls:   []string{"CIS-7.0/2.1.5", "CIS-7.0/2.1.6"},
	Params:     []check.Setting{trustedAdministrators},
	Assess:     check.ForEach(inventory.Organizations, delegatedAdminsTrusted, inventory.OrganizationAdministrators),
}

var trustedAdministrators = check.NewParam("trusted-accounts", []string(nil), "ids of the accounts that may administer services for the organization")

func delegatedAdminsTrusted(e check.Env, o inventory.Organization) check.Verdict {
	saw, other := notManaging(o)
	if other != nil {
		return *other
	}
	trusted := trustedAdministrators.Get(e)
	var all, strange []string
	for _, a := range check.Rows(e, inventory.OrganizationAdministrators, e.Account.Resource()) {
		all = append(all, a.ID)
		if !slices.Contains(trusted, a.ID) {
			strange = append(strange, a.ID)
		}
	}
	saw = append(saw, check.Saw("ID", all))
	return check.PassIf(len(strange) == 0, fmt.Sprintf("has %d delegated administrators, all of them trusted", len(all)),
		"has delegated administrators that trusted-accounts does not name: "+few(strange), saw...)
}
