package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUserConsoleMFA(t *testing.T) {
	checktest.Run(t, UserConsoleMFA, checktest.Cases{
		"password and MFA":      checktest.Pass(user(withPassword(daysAgo(1), daysAgo(9)), func(c *inventory.IAMCredential) { c.MFAActive = true })),
		"password only":         checktest.Fail(user(withPassword(daysAgo(1), daysAgo(9)))),
		"a password never used": checktest.Fail(user(withPassword(said("no_information"), daysAgo(9)))),
		"keys only":             checktest.NotApplicable(user(withKey(true, daysAgo(1), daysAgo(1)))),
		"root":                  checktest.NotApplicable(root(daysAgo(1), inventory.AccessKey{Number: 1, Active: true, LastRotated: daysAgo(900), LastUsed: said("N/A")})),
	})
}
