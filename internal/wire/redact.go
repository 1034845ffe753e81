package wire

import (
	"fmt"
	"regexp"
)

// secrets match the fields, in the answers that we read, which may hold a
// secret: what stands before the value, the value, what stands behind it.
var secrets = []struct {
	field *regexp.Regexp
	gone  bool // the value must be base64, so that nothing can be said in its place
}{
	// Start-up scripts: launch templates, Spot fleets.
	{field: regexp.MustCompile(`(?s)(<userData>)(.+?)(</userData>)`)},
	// What a load balancer signs in to an identity provider with.
	{field: regexp.MustCompile(`(?s)(<ClientSecret>)(.+?)(</ClientSecret>)`)},
	// A header that only the CDN in front is meant to know, as the rule of a
	// firewall compares it. That of a load balancer follows below.
	{field: regexp.MustCompile(`("SearchString"\s*:\s*")([^"]+)(")`), gone: true},
	// Seeds of one-time passwords.
	{field: regexp.MustCompile(`(?s)(<Base32StringSeed>)(.+?)(</Base32StringSeed>)`), gone: true},
	{field: regexp.MustCompile(`(?s)(<QRCodePNG>)(.+?)(</QRCodePNG>)`), gone: true},
}

var (
	headerRule  = regexp.MustCompile(`(?s)<HttpHeaderConfig>.*?</HttpHeaderConfig>`)
	headerValue = regexp.MustCompile(`(?s)(<member>)(.+?)(</member>)`)
	redacted    = regexp.MustCompile(`^redacted \d+ bytes$`)
)

// Redact replaces the values of secret-bearing fields by their length, so that
// nothing behind the transport ever holds them.
func Redact(body []byte) []byte {
	for _, s := range secrets {
		body = hide(s.field, body, s.gone)
	}
	return headerRule.ReplaceAllFunc(body, func(rule []byte) []byte { return hide(headerValue, rule, false) })
}

func hide(field *regexp.Regexp, body []byte, gone bool) []byte {
	return field.ReplaceAllFunc(body, func(match []byte) []byte {
		m := field.FindSubmatch(match)
		switch {
		case redacted.Match(m[2]):
			return match
		case gone:
			return fmt.Appendf(nil, "%s%s", m[1], m[3])
		}
		return fmt.Appendf(nil, "%sredacted %d bytes%s", m[1], len(m[2]), m[3])
	})
}

var ids = regexp.MustCompile(`<(?:RequestId|requestId|RequestID|HostId)>[^<]*</(?:RequestId|requestId|RequestID|HostId)>`)

// withoutIDs leaves out what AWS makes up for each answer.
func withoutIDs(body []byte) []byte { return ids.ReplaceAll(body, nil) }
