package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccessKeyRotated(t *testing.T) {
	checktest.Run(t, AccessKeyRotated, checktest.Cases{
		"new":                           checktest.Pass(user(withKey(true, daysAgo(1), said("N/A")))),
		"the 90th day":                  checktest.Pass(user(withKey(true, daysAgo(90), said("N/A")))),
		"the 91st day":                  checktest.Fail(user(withKey(true, daysAgo(91), daysAgo(1)))).Says("91 days", "AccessKeys[1]"),
		"the second key":                checktest.Fail(user(withKey(true, daysAgo(1), daysAgo(1)), withKey(true, daysAgo(400), daysAgo(1)))).Says("AccessKeys[2]"),
		"old but inactive":              checktest.NotApplicable(user(withKey(false, daysAgo(400), said("N/A")))),
		"old inactive beside a new one": checktest.Pass(user(withKey(false, daysAgo(400), said("N/A")), withKey(true, daysAgo(2), said("N/A")))),
		"no key":                        checktest.NotApplicable(user()),
		"a key of unknown age":          checktest.Unknown(user(withKey(true, said("N/A"), daysAgo(1)))),
		"a year will do":                checktest.Pass(user(withKey(true, daysAgo(300), said("N/A")))).With("max-age-days", 365),
		"root":                          checktest.NotApplicable(root(daysAgo(1), inventory.AccessKey{Number: 1, Active: true, LastRotated: daysAgo(900), LastUsed: said("N/A")})),
	})
}
