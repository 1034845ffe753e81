package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUserSingleActiveKey(t *testing.T) {
	checktest.Run(t, UserSingleActiveKey, checktest.Cases{
		"none":                      checktest.Pass(user()),
		"one":                       checktest.Pass(user(withKey(true, daysAgo(1), said("N/A")))),
		"two":                       checktest.Fail(user(withKey(true, daysAgo(1), said("N/A")), withKey(true, daysAgo(9), daysAgo(1)))),
		"two, one of them inactive": checktest.Pass(user(withKey(false, daysAgo(1), said("N/A")), withKey(true, daysAgo(9), daysAgo(1)))),
		"root":                      checktest.NotApplicable(root(daysAgo(1), inventory.AccessKey{Number: 1, Active: true, LastRotated: daysAgo(900), LastUsed: said("N/A")})),
	})
}
