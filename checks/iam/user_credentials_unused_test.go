package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUserCredentialsUnused(t *testing.T) {
	checktest.Run(t, UserCredentialsUnused, checktest.Cases{
		"in use":                       checktest.Pass(user(withPassword(daysAgo(3), daysAgo(300)), withKey(true, daysAgo(300), daysAgo(1)))),
		"the 45th day":                 checktest.Pass(user(withPassword(daysAgo(45), daysAgo(300)))),
		"the 46th day":                 checktest.Fail(user(withPassword(daysAgo(46), daysAgo(300)))).Says("46 days"),
		"on day one":                   checktest.Pass(user(withPassword(said("no_information"), daysAgo(0)), withKey(true, daysAgo(0), said("N/A")))),
		"a password never used":        checktest.Fail(user(withPassword(said("no_information"), daysAgo(60)))),
		"a key never used":             checktest.Fail(user(withKey(true, daysAgo(60), said("N/A")))).Says("access key", "AccessKeys[1]"),
		"the second key":               checktest.Fail(user(withKey(true, daysAgo(60), daysAgo(1)), withKey(true, daysAgo(60), daysAgo(50)))).Says("AccessKeys[2]"),
		"an idle key that is inactive": checktest.Pass(user(withPassword(daysAgo(3), daysAgo(9)), withKey(false, daysAgo(300), said("N/A")))),
		"no credentials":               checktest.NotApplicable(user()),
		"no time at all":               checktest.Unknown(user(withPassword(said("no_information"), said("N/A")))),
		"ninety will do":               checktest.Pass(user(withPassword(daysAgo(80), daysAgo(300)))).With("max-idle-days", 90),
		"root":                         checktest.NotApplicable(root(daysAgo(1), inventory.AccessKey{Number: 1, Active: true, LastRotated: daysAgo(900), LastUsed: said("N/A")})),
	})
}
