// Package ds holds the checks of Directory Service: one file a check, listed
// here. To add one, write its file and its cases beside it, and add it to the
// list.
package ds

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Checks lists the checks of this package.
var Checks = []*check.Check{
	RadiusMFA,
	RadiusProtocol,
}

// unconcerned says why a directory has no second factor that is this account's to
// set, if it has none.
// https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html
func unconcerned(d inventory.Directory) string {
	switch {
	case d.DirectoryType == "SimpleAD":
		return "is a Simple AD, which has no second factor"
	case d.DirectoryType == "SharedMicrosoftAD":
		return "is of another account, which sets it up"
	case slices.Contains([]string{"Requested", "Creating", "Deleting", "Deleted", "Failed"}, d.Stage):
		return "is not in use"
	}
	return ""
}

func sawDirectory(d inventory.Directory) []check.Evidence {
	return []check.Evidence{
		check.Saw("DirectoryType", d.DirectoryType), check.Saw("Stage", d.Stage),
		check.Saw("Protocol", d.Protocol), check.Saw("RadiusStatus", d.RadiusStatus),
	}
}
