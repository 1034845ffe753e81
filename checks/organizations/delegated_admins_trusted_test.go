package organizations

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDelegatedAdminsTrusted(t *testing.T) {
	admin := inventory.OrganizationAdministrators.Of(inventory.OrganizationAdministrator{Resource: account("111111111111")},
		inventory.OrganizationAdministrator{Resource: account("222222222222")})
	checktest.Run(t, DelegatedAdminsTrusted, checktest.Cases{
		"both trusted":       checktest.Pass(manages, admin).With("trusted-accounts", []string{"222222222222", "111111111111"}),
		"one of them":        checktest.Fail(manages, admin).With("trusted-accounts", []string{"111111111111"}).Says("222222222222"),
		"nobody was named":   checktest.Fail(manages, admin),
		"there are none":     checktest.Pass(manages),
		"a member":           checktest.NotApplicable(member),
		"in no organization": checktest.NotApplicable(alone),
	})
}
