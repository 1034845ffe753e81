package shield

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEmergencyContacts(t *testing.T) {
	contacts := func(n int) inventory.Part {
		return inventory.ShieldContacts.Of(inventory.ShieldContactList{Resource: checktest.Account.Resource(), Contacts: n})
	}
	checktest.Run(t, EmergencyContacts, checktest.Cases{
		"two":             checktest.Pass(subscription("ACTIVE"), contacts(2)),
		"none":            checktest.Fail(subscription("ACTIVE"), contacts(0)),
		"no subscription": checktest.NotApplicable(subscription("INACTIVE")),
		"not told of":     checktest.Unknown(subscription("ACTIVE"), inventory.ShieldContacts.Missing(checktest.Denied())),
		"denied":          checktest.Unknown(inventory.ShieldSubscriptions.Missing(checktest.Denied())),
	})
}
