package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/inventory"
)

// coverage says of how many of its questions the scan could judge, and why not
// of the others: "412 of 530 judged, 118 not: 3 operations denied, 1 region
// unreachable". A reader must see this before what was found.
func coverage(r *Report) string {
	c := r.Coverage
	text := count(c.Judged) + " of " + count(c.Judged+c.Unknown) + " judged"
	if c.Unknown == 0 {
		return text
	}
	why := lacks(r.Unassessed)
	if unsettled := c.Unknown - c.Unread; unsettled > 0 {
		why = append(why, count(unsettled)+" not settled by what AWS says")
	}
	return text + ", " + count(c.Unknown) + " not: " + strings.Join(why, ", ")
}

// lacks counts, for each reason, the operations or regions that are missing.
func lacks(all []Unassessed) []string {
	operations, regions := map[inventory.Reason][]string{}, map[inventory.Reason][]string{}
	for _, u := range all {
		operations[u.Reason] = append(operations[u.Reason], u.Operation)
		regions[u.Reason] = append(regions[u.Reason], u.Region)
	}
	var reasons []inventory.Reason
	for reason := range operations {
		reasons = append(reasons, reason)
	}
	slices.Sort(reasons)
	var texts []string
	for _, reason := range reasons {
		n := plural(len(distinct(operations[reason])), "operation")
		switch {
		case reason == inventory.NotScanned:
			n = "the account"
		case ofRegions(reason):
			n = plural(len(distinct(regions[reason])), "region")
		}
		texts = append(texts, fmt.Sprintf("%s %s", n, lacking(reason)))
	}
	return texts
}

// ofRegions reports whether the reason is one of whole regions.
func ofRegions(r inventory.Reason) bool {
	return r == inventory.Unreachable || r == inventory.RegionOff || r == inventory.NotSelected
}

// lacking returns what is the matter with operations or regions.
func lacking(r inventory.Reason) string {
	switch r {
	case inventory.DeniedByOrganization:
		return "denied by the organization"
	case inventory.DeniedByResource:
		return "denied by a resource's policy"
	case inventory.TimedOut:
		return "not answered in time"
	case inventory.ServerError:
		return "that AWS failed to answer"
	case inventory.Failed:
		return "failed"
	case inventory.RegionOff:
		return "not enabled"
	case inventory.Unsupported:
		return "not to be had"
	case inventory.Subscription:
		return "not subscribed to"
	case inventory.Expired:
		return "after the credentials expired"
	case inventory.Malformed:
		return "with an answer that makes no sense"
	case inventory.NotReady:
		return "not ready"
	case inventory.TurnedOff:
		return "turned off"
	case inventory.NotSelected:
		return "left out"
	case inventory.NotRecorded:
		return "not recorded"
	case inventory.NotCollected:
		return "not collected"
	case inventory.NotScanned:
		return "not scanned"
	case inventory.Denied, inventory.Throttled, inventory.Unreachable, inventory.Interrupted, inventory.Gone:
	}
	return string(r)
}
