package ssoadmin

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestOrganizationInstanceInUse(t *testing.T) {
	in := func(master string) inventory.Part {
		return inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: master != "", MasterAccountID: master})
	}
	const manager = "999999999999"
	owned := func(status string, owners ...string) inventory.Part {
		var rows []inventory.SSOInstance
		for _, o := range owners {
			rows = append(rows, inventory.SSOInstance{Resource: checktest.Resource("AWS::SSO::Instance", "ssoins-"+o), Status: status, OwnerAccountID: o})
		}
		return inventory.SSOInstances.Of(rows...)
	}
	elsewhere := inventory.SSOInstances.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))
	checktest.Run(t, OrganizationInstanceInUse, checktest.Cases{
		"the organization's":                 checktest.Pass(in(manager), owned("ACTIVE", manager)),
		"its own, as the management account": checktest.Pass(in(checktest.Account.ID), owned("ACTIVE", checktest.Account.ID)),
		"its own, as a member":               checktest.Fail(in(manager), owned("ACTIVE", checktest.Account.ID)),
		"both":                               checktest.Pass(in(manager), owned("ACTIVE", checktest.Account.ID, manager)),
		"the organization's is not ready":    checktest.NotApplicable(in(manager), owned("CREATE_IN_PROGRESS", manager)),
		"none":                               checktest.NotApplicable(in(manager)),
		"in no organization":                 checktest.NotApplicable(in(""), owned("ACTIVE", checktest.Account.ID)),
		"another region denied":              checktest.Pass(in(manager), owned("ACTIVE", manager), elsewhere),
		"its own, and another region denied": checktest.Unknown(in(manager), owned("ACTIVE", checktest.Account.ID), elsewhere),
	})
}
