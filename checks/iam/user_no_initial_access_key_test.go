package iam

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUserNoInitialAccessKey(t *testing.T) {
	checktest.Run(t, UserNoInitialAccessKey, checktest.Cases{
		"from the start, never used": checktest.Fail(user(withPassword(daysAgo(1), daysAgo(9)), withKey(true, daysAgo(365), said("N/A")))),
		"from the start, in use":     checktest.Pass(user(withPassword(daysAgo(1), daysAgo(9)), withKey(true, daysAgo(365), daysAgo(2)))),
		"from the start, inactive":   checktest.Pass(user(withPassword(daysAgo(1), daysAgo(9)), withKey(false, daysAgo(365), said("N/A")))),
		"later, never used":          checktest.Pass(user(withPassword(daysAgo(1), daysAgo(9)), withKey(true, daysAgo(364), said("N/A")))),
		"some seconds after":         checktest.Fail(user(withPassword(daysAgo(1), daysAgo(9)), withKey(true, inventory.Moment{At: daysAgo(365).At.Add(20 * time.Second)}, said("N/A")))),
		"no password":                checktest.NotApplicable(user(withKey(true, daysAgo(365), said("N/A")))),
		"root":                       checktest.NotApplicable(root(daysAgo(1), inventory.AccessKey{Number: 1, Active: true, LastRotated: daysAgo(900), LastUsed: said("N/A")})),
	})
}
