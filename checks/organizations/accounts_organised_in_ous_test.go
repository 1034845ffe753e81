package organizations

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccountsOrganisedInOUs(t *testing.T) {
	checktest.Run(t, AccountsOrganisedInOUs, checktest.Cases{
		"all in units":                 checktest.Pass(manages, accounts(in("111111111111", "r-1", "ou-1"), in("222222222222", "r-1", "ou-1", "ou-2"))),
		"one in the root":              checktest.Fail(manages, accounts(in("111111111111", "r-1"), in("222222222222", "r-1", "ou-1"))).Says("111111111111"),
		"the management account":       checktest.Pass(manages, accounts(in(checktest.Account.ID, "r-1"))),
		"a closed account in the root": checktest.Pass(manages, accounts(closed(in("111111111111", "r-1")))),
		"a member":                     checktest.NotApplicable(member),
		"in no organization":           checktest.NotApplicable(alone),
		"accounts denied":              checktest.Unknown(manages, inventory.OrganizationAccounts.Missing(checktest.Denied())),
	})
}
