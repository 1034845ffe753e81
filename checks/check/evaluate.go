package check

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"iter"
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
	return cmp.Or(compareChecks(f.Check, o.Check), f.Resource.Compare(o.Resource))
}

// Evaluate runs the checks over the inventory, and yields their findings in the
// order of Compare: one check after the other, so that what a check needs to
// come to its verdicts is gone when the next one runs. Settings are keyed by
// check ID and parameter name, as "iam.access-key-rotated/max-age"; those that
// are not set have their default.
func Evaluate(checks []*Check, inv *inventory.Inventory, settings map[string]any) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for _, c := range slices.SortedFunc(slices.Values(checks), compareChecks) {
			r := &run{check: c, inv: inv, params: map[string]any{}, memo: map[any]any{}}
			for _, p := range c.Params {
				if v, ok := settings[c.ID+"/"+p.Name()]; ok {
					r.params[p.Name()] = v
				}
			}
			all := r.assess()
			slices.SortStableFunc(all, Finding.Compare)
			for _, f := range all {
				if !yield(f) {
					return
				}
			}
		}
	}
}

func compareChecks(a, b *Check) int {
	return cmp.Or(cmp.Compare(a.Domain, b.Domain), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.ID, b.ID))
}
