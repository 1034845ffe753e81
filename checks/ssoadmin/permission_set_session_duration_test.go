package ssoadmin

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPermissionSetSessionDuration(t *testing.T) {
	lasts := func(d, inline string, managed ...string) []inventory.Part {
		return append(permissionSet(inline, managed...),
			inventory.PermissionSetSessions.Of(inventory.PermissionSetSession{Resource: set, SessionDuration: d}))
	}
	checktest.Run(t, PermissionSetSessionDuration, checktest.Cases{
		"an hour":                      checktest.Pass(lasts("PT1H", "", "AdministratorAccess")...),
		"eight hours, in minutes":      checktest.Pass(lasts("PT480M", "", "PowerUserAccess")...),
		"a second more":                checktest.Fail(lasts("PT8H1S", "", "PowerUserAccess")...),
		"half a day":                   checktest.Fail(lasts("PT12H", "", "IAMFullAccess")...).Says("12h"),
		"a day":                        checktest.Fail(lasts("P1D", everything)...),
		"half a day, and that is fine": checktest.Pass(lasts("PT12H", "", "IAMFullAccess")...).With("max-hours", 12),
		"half a day of reading":        checktest.NotApplicable(lasts("PT12H", objects, "ReadOnlyAccess")...),
		"a length that is none":        checktest.Unknown(lasts("8 hours", "", "AdministratorAccess")...),
		"no length":                    checktest.Unknown(lasts("PT", "", "AdministratorAccess")...),
		"a policy that is none":        checktest.Unknown(lasts("PT12H", "{")...),
		"its length denied": checktest.Unknown(append(permissionSet("", "AdministratorAccess"),
			inventory.PermissionSetSessions.Missing(checktest.Denied(set)))...),
	})
}
