package account

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestContactDetailsCurrent(t *testing.T) {
	checktest.Run(t, ContactDetailsCurrent, checktest.Cases{
		"reviewed":                   checktest.Pass(contact(true)).With("reviewed", "2026-06-01"),
		"reviewed long ago":          checktest.Fail(contact(true)).With("reviewed", "2024-06-01").Says("days ago"),
		"reviewed a year ago":        checktest.Pass(contact(true)).With("reviewed", "2025-11-24"),
		"reviewed a day before that": checktest.Fail(contact(true)).With("reviewed", "2025-11-23"),
		"never reviewed":             checktest.Unknown(contact(true)),
		"a review to come":           checktest.Unknown(contact(true)).With("reviewed", "2027-01-01"),
		"no day":                     checktest.Unknown(contact(true)).With("reviewed", "spring"),
		"no telephone":               checktest.Fail(contact(true, "PhoneNumber")).With("reviewed", "2026-06-01").Says("PhoneNumber"),
		"none":                       checktest.Fail(contact(false)),
	})
}

func contact(set bool, missing ...string) inventory.Part {
	return inventory.AccountContacts.Of(inventory.AccountContact{Resource: checktest.Account.Resource(), Set: set, Missing: missing})
}
