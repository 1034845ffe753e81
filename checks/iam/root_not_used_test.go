package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRootNotUsed(t *testing.T) {
	checktest.Run(t, RootNotUsed, checktest.Cases{
		"long idle":                checktest.Pass(root(daysAgo(400))),
		"never used":               checktest.Pass(root(said("no_information"))).Says("no_information"),
		"no password":              checktest.Pass(root(said("N/A"))),
		"the last day":             checktest.Fail(root(daysAgo(29))),
		"the day after":            checktest.Pass(root(daysAgo(30))),
		"a wider window":           checktest.Fail(root(daysAgo(60))).With("idle-days", 90),
		"a key in use":             checktest.Fail(root(said("no_information"), inventory.AccessKey{Number: 1, Active: true, LastUsed: daysAgo(1)})),
		"a key never used":         checktest.Pass(root(said("no_information"), inventory.AccessKey{Number: 1, Active: true, LastUsed: said("N/A")})),
		"a report that cannot say": checktest.Unknown(root(said("not_supported"))),
		"a report without root":    checktest.Unknown(user()),
	})
}
