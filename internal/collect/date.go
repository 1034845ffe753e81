package collect

import (
	"math/big"
	"time"
)

// dateOf returns a date that was in JSON as AWS wrote it. The SDK reckons it in
// 64 bits of nanoseconds, which are exhausted in 2262, and a certificate without
// an end is valid until 9999. AWS counts in milliseconds: what is left below
// them says how often the nanoseconds began anew.
// https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5
func dateOf(read *time.Time) time.Time {
	const milli, most = 1_000_000, 16 // beyond the year 9999
	if read == nil {
		return time.Time{}
	}
	round := new(big.Int).Lsh(big.NewInt(1), 64)
	for _, rounds := range []int64{1, -1} {
		nanos := big.NewInt(read.UnixNano())
		for range most {
			count, left := new(big.Int).DivMod(nanos, big.NewInt(milli), new(big.Int))
			if left.Sign() == 0 {
				return time.UnixMilli(count.Int64()).UTC()
			}
			nanos.Add(nanos, new(big.Int).Mul(round, big.NewInt(rounds)))
		}
	}
	return *read
}
