// Package shield holds the checks of Shield Advanced: one file a check, listed
// here. To add one, write its file and its cases beside it, and add it to the
// list.
package shield

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AdvancedProtection,
	AdvancedSubscribed,
	EmergencyContacts,
	SRTAccess,
}

const withoutSubscription = "has not subscribed to Shield Advanced"
