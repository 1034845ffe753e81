package wire

import "strings"

// A Rate is the pace of the calls of one bucket, in one region.
type Rate struct {
	Bucket    string  // a service, or one operation
	PerSecond float64 // until AWS throttles
	Burst     int     // how many may go out at once before that
	Assumed   bool    // nothing is known of what AWS allows
}

// RateOf returns the rate that calls of the operation are held to, for a share
// of what AWS allows; 0 is the usual one.
func RateOf(operation string, share float64) Rate {
	limits := newLimits(Options{Share: share})
	l := limits.of(Call{Operation: operation})
	r := Rate{PerSecond: float64(l.bucket.Limit()), Burst: l.bucket.Burst()}
	for name := range limits.one { // the only one
		r.Bucket = strings.TrimSpace(name)
	}
	service, _, _ := strings.Cut(operation, ":")
	_, own := published[r.Bucket]
	_, shared := published[service]
	r.Assumed = !own && !shared
	return r
}
