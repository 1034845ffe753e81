package wire

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// secret matches the fields of the answers that we read which may hold a
// secret: start-up scripts of instances, in EC2's XML.
var secret = regexp.MustCompile(`(?s)<(userData)>(.+?)</userData>`)

// Redact replaces the values of secret-bearing fields by their length, so that
// nothing behind the transport ever holds them.
func Redact(body []byte) []byte {
	return secret.ReplaceAllFunc(body, func(match []byte) []byte {
		m := secret.FindSubmatch(match)
		return fmt.Appendf(nil, "<%s>redacted %d bytes</%s>", m[1], len(m[2]), m[1])
	})
}

func sorted(exchanges map[Call]Exchange) []Exchange {
	calls := slices.SortedFunc(maps.Keys(exchanges), func(a, b Call) int {
		return cmp.Or(cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Input, b.Input))
	})
	all := make([]Exchange, 0, len(calls))
	for _, c := range calls {
		all = append(all, exchanges[c])
	}
	return all
}
