package report

import (
	"time"

	"github.com/yourside/yourside/checks/check"
)

// Since returns a mark of New that compares with an earlier scan of the account:
// what fails now and did not fail then is new, and was first seen now. So is what
// the earlier scan could not judge or did not look at, as nobody was told of it
// before. What failed then is not new, muted or not, nor is what it carried
// forward.
func Since(earlier *Report, now time.Time) func(*Finding) {
	seen := map[string]time.Time{}
	for f := range earlier.failed() {
		seen[f.Fingerprint] = earlier.Scan.Started
		if f.FirstSeen != nil {
			seen[f.Fingerprint] = *f.FirstSeen
		}
	}
	return func(f *Finding) {
		if f.Status != check.StatusFail {
			return
		}
		first, ok := seen[f.Fingerprint]
		if !ok {
			first = now
		}
		f.New, f.FirstSeen = !ok, &first
	}
}
