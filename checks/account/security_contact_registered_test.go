package account

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSecurityContactRegistered(t *testing.T) {
	checktest.Run(t, SecurityContactRegistered, checktest.Cases{
		"registered": checktest.Pass(inventory.AccountSecurityContacts.Of(inventory.AccountSecurityContact{Resource: checktest.Account.Resource(), Set: true})),
		"absent":     checktest.Fail(inventory.AccountSecurityContacts.Of(inventory.AccountSecurityContact{Resource: checktest.Account.Resource()})),
	})
}
