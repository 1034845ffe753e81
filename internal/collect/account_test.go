package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

func accountAnswer(operation, input string, status int, errorType, body string) wire.Exchange {
	x := exchange("account:"+operation, "us-east-1", input, status, "application/json", body)
	x.ErrorType = errorType
	return x
}

func TestContactsAreReadWithoutWhoTheyName(t *testing.T) {
	for body, want := range map[string][]string{
		`{"ContactInformation":{"AddressLine1":"1 Road","City":"Town","CountryCode":"DE","FullName":"A","PhoneNumber":"+49","PostalCode":"1"}}`: nil,
		`{"ContactInformation":{"AddressLine1":"1 Road","City":" ","CountryCode":"DE","FullName":"A","PostalCode":"1"}}`:                        {"City", "PhoneNumber"},
	} {
		inv := replay(t, []inventory.Handle{inventory.AccountContacts}, accountAnswer("GetContactInformation", `{}`, 200, "", body))
		rows := inventory.AccountContacts.Rows(inv)
		if len(rows) != 1 || !rows[0].Set {
			t.Fatalf("rows %+v, gaps %+v", rows, inv.Gaps(inventory.AccountContacts))
		}
		if diff := cmp.Diff(want, rows[0].Missing); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNoContactIsAnAnswerAndARefusalIsNot(t *testing.T) {
	needs := []inventory.Handle{inventory.AccountContacts, inventory.AccountSecurityContacts}
	both := func(status int, errorType, body string) *inventory.Inventory {
		return replay(t, needs, accountAnswer("GetContactInformation", `{}`, status, errorType, body),
			accountAnswer("GetAlternateContact", `{"AlternateContactType":"SECURITY"}`, status, errorType, body))
	}
	inv := both(404, "ResourceNotFoundException", `{"message":"m"}`)
	contacts, security := inventory.AccountContacts.Rows(inv), inventory.AccountSecurityContacts.Rows(inv)
	if len(contacts) != 1 || contacts[0].Set || len(security) != 1 || security[0].Set {
		t.Errorf("contacts %+v, security %+v", contacts, security)
	}
	inv = both(403, "AccessDeniedException", `{"message":"m"}`)
	for _, h := range needs {
		if gaps := inv.Gaps(h); len(gaps) != 1 || gaps[0].Reason != inventory.Denied {
			t.Errorf("%s: %+v", h.Name(), gaps)
		}
	}
	inv = both(200, "", `{}`)
	for _, h := range needs {
		if gaps := inv.Gaps(h); len(gaps) != 1 {
			t.Errorf("%s: an empty answer: %+v", h.Name(), gaps)
		}
	}
}

func TestASecurityContact(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.AccountSecurityContacts},
		accountAnswer("GetAlternateContact", `{"AlternateContactType":"SECURITY"}`, 200, "",
			`{"AlternateContact":{"AlternateContactType":"SECURITY","Name":"n","EmailAddress":"a@example.com"}}`))
	if rows := inventory.AccountSecurityContacts.Rows(inv); len(rows) != 1 || !rows[0].Set {
		t.Errorf("rows %+v, gaps %+v", rows, inv.Gaps(inventory.AccountSecurityContacts))
	}
}
