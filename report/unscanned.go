package report

import (
	"cmp"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Unscanned makes the report of an account of which only the profile is known,
// since its scan ended before anything was read: each check is UNKNOWN, and the
// message says why. What nobody saw has its place in each format beside what was
// seen, and passes in none.
func Unscanned(tool Tool, scan Scan, checks []*check.Check, message string) *Report {
	scan.Account, scan.Regions, scan.Complete = "", []string{}, false
	is := inventory.Resource{Type: inventory.AccountType, ID: scan.account(), ARN: scan.account()} // each profile has its own fingerprints
	gap := inventory.Gap{Subject: is, Reason: inventory.NotScanned, Message: message}
	var all []check.Finding
	for _, c := range checks {
		all = append(all, check.Finding{
			Check: c, Resource: is, Verdict: check.Unknown("was not scanned: " + message), Gaps: []inventory.Gap{gap},
		})
	}
	slices.SortFunc(all, check.Finding.Compare)
	return New(tool, scan, checks, slices.Values(all))
}

// account returns the ID of the account, or else the profile that it is known by.
func (s Scan) account() string { return cmp.Or(s.Account, "profile "+s.Profile) }

// account returns the ID of the account, or what the account itself is known by
// if it was not scanned.
func (r Resource) account() string { return cmp.Or(r.Account, r.Name) }

// unread returns the first reason why something was not read, in words.
func (r *Report) unread() string {
	if len(r.Unassessed) == 0 {
		return ""
	}
	return r.Unassessed[0].Message
}

// unscanned reports whether nothing is known of the account but its profile.
func (r *Report) unscanned() bool { return r.Scan.Account == "" }
