package check

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/inventory"
)

// A Finding is one check's verdict on one resource, whatever its status.
type Finding struct {
	Check    *Check
	Resource inventory.Resource
	Verdict
	Gaps []inventory.Gap // what made it UNKNOWN, if AWS did not answer
}

// Fingerprint identifies the finding across scans: 32 hex digits over the
// check's ID and the resource. Messages, evidence, time and order are not in it.
func (f Finding) Fingerprint() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		f.Check.ID, f.Resource.Partition, f.Resource.Account, f.Resource.Region, f.Resource.ARN,
	}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Compare orders findings by domain, severity, check and resource, the order of
// every report.
func (f Finding) Compare(o Finding) int {
	return cmp.Or(
		cmp.Compare(f.Check.Domain, o.Check.Domain),
		cmp.Compare(f.Check.Severity, o.Check.Severity),
		cmp.Compare(f.Check.ID, o.Check.ID),
		f.Resource.Compare(o.Resource),
	)
}

// Evaluate runs the checks over the inventory. Settings are keyed by check ID and parameter
// name, as "iam.access-key-rotated/max-age"; those that are not set have their
// default.
func Evaluate(checks []*Check, inv *inventory.Inventory, settings map[string]any) []Finding {
	var all []Finding
	for _, c := range checks {
		r := &run{check: c, inv: inv, params: map[string]any{}, memo: map[any]any{}}
		for _, p := range c.Params {
			if v, ok := settings[c.ID+"/"+p.Name()]; ok {
				r.params[p.Name()] = v
			}
		}
		all = append(all, r.assess()...)
	}
	slices.SortStableFunc(all, Finding.Compare)
	return all
}
