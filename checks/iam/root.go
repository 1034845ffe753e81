package iam

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// rootHas returns what the account summary says of root under this key, with
// its evidence. The verdict is set, and the answer void, if it says nothing.
func rootHas(s inventory.IAMAccountSummary, key string) (has bool, saw check.Evidence, silent *check.Verdict) {
	n, ok := s.SummaryMap[key]
	saw = check.Saw("SummaryMap["+key+"]", n)
	if !ok {
		v := check.Unknown(fmt.Sprintf("cannot be judged: the account summary has no %s", key))
		return false, saw, &v
	}
	return n != 0, saw, nil
}

// rootPasswordless reports whether root is known to have neither password nor
// access keys, as central root management leaves member accounts: it then
// cannot be signed in to at all.
func rootPasswordless(s inventory.IAMAccountSummary) bool {
	password, knownPassword := s.SummaryMap["AccountPasswordPresent"]
	keys, knownKeys := s.SummaryMap["AccountAccessKeysPresent"]
	return knownPassword && knownKeys && password == 0 && keys == 0
}

func sawPasswordless() []check.Evidence {
	return []check.Evidence{
		check.Saw("SummaryMap[AccountPasswordPresent]", 0),
		check.Saw("SummaryMap[AccountAccessKeysPresent]", 0),
	}
}
