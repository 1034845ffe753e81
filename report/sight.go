package report

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// A Sight is how far a scan could see: whether a finding that it lacks would be
// there if its resource was. Its zero value saw nothing yet.
type Sight struct {
	unknown map[string][]blur
	judged  map[kindOf]bool
}

// kindOf is what a check judges.
type kindOf struct{ check, typ string }

// A blur is where a check could not see.
type blur struct{ region, typ, message string }

// Add takes note of a finding of the scan; more than once does no harm.
func (s *Sight) Add(f *Finding) {
	if s.unknown == nil {
		s.unknown, s.judged = map[string][]blur{}, map[kindOf]bool{}
	}
	of := kindOf{f.Check, f.Resource.Type}
	switch f.Status {
	case check.StatusFail, check.StatusPass:
		s.judged[of] = true
	case check.StatusUnknown:
		known := func(b blur) bool { return b.region == f.Resource.Region && b.typ == of.typ }
		if !slices.ContainsFunc(s.unknown[f.Check], known) {
			s.unknown[f.Check] = append(s.unknown[f.Check], blur{f.Resource.Region, of.typ, f.Message})
		}
	case check.StatusNotApplicable:
	}
}

// Hidden says why a check may not have seen a resource of a region and type, as a
// clause about the resource, all findings of the scan having been added. It
// returns "" if it would have: what the report lacks is not there. The type may
// be unknown.
//
// What is UNKNOWN hides what is listed by it: the account or region, or a
// resource of another type, such as the load balancer whose listeners could not
// be read. It hides nothing of what lies beside it.
func (s *Sight) Hidden(scan Scan, checkID, region, typ string) string {
	switch {
	case !scan.selected(checkID):
		return "was not looked at: the check was not selected"
	case !scan.covers(region):
		return "was not looked at: the region was not scanned"
	}
	return s.blurred(checkID, region, typ)
}

// selected reports whether the scan was to look at what a check is about.
func (s Scan) selected(checkID string) bool { return slices.Contains(s.Checks, checkID) }

// covers reports whether the scan was to look at a region.
func (s Scan) covers(region string) bool { return region == "" || slices.Contains(s.Regions, region) }

// blurred says why a check could not see something of the region and type, or "".
func (s *Sight) blurred(checkID, region, typ string) string {
	for _, b := range s.unknown[checkID] {
		beside := b.typ == typ || s.judged[kindOf{checkID, b.typ}]
		if (b.region == "" || b.region == region) && (b.typ == inventory.AccountType || !beside) {
			return b.message
		}
	}
	return ""
}
