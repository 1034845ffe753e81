package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUserNoLongLivedKeys(t *testing.T) {
	checktest.Run(t, UserNoLongLivedKeys, checktest.Cases{
		"none":               checktest.Pass(user(withPassword(daysAgo(1), daysAgo(9)))),
		"in use":             checktest.Fail(user(withKey(true, daysAgo(2), daysAgo(1)))),
		"new and never used": checktest.Fail(user(withKey(true, daysAgo(0), said("N/A")))),
		"inactive":           checktest.Pass(user(withKey(false, daysAgo(2), daysAgo(1)))),
		"root":               checktest.NotApplicable(root(daysAgo(1), inventory.AccessKey{Number: 1, Active: true, LastRotated: daysAgo(900), LastUsed: said("N/A")})),
	})
}
