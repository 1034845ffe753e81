package policy

import (
	"strings"
	"testing"
)

// Of a pattern, parts match only if the whole does, and a text without
// wildcards or variables matches itself and nothing else.
func FuzzARN(f *testing.F) {
	const role = "arn:aws:iam::123456789012:role/a"
	f.Add(role, role)
	f.Add("arn:aws:*:us-*:??:a:b/*", "arn:aws:s3:us-east-1:12:a:b/c:d")
	f.Add("arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}", role)
	f.Add("arn:*", "arn:::::")
	f.Add("${", ":${}:::::")
	f.Fuzz(func(t *testing.T, text, other string) {
		if parts := splitARN(text); strings.Join(parts, ":") != text || len(parts) > arnParts {
			t.Fatalf("%q is split into %q", text, parts)
		}
		if a, ok := parseARN(text); ok && strings.Join([]string{"arn", a.partition, a.service, a.region, a.account, a.resource}, ":") != text {
			t.Fatalf("%q is read as %+v", text, a)
		}
		pattern := arnPatternOf(text, "2012-10-17")
		g, known := pattern.resolve(func(string) (string, Answer) { return other, Yes })
		if known != Yes {
			return
		}
		if got := g.match(other); got == Yes && !g.whole.match(other) || g.compare(other, Yes) == No && got != No {
			t.Fatalf("%q matches %q: %v", text, other, got)
		}
		if strings.ContainsAny(text, "*?$") {
			return
		}
		if g.match(text) != Yes || other != text && g.match(other) != No {
			t.Fatalf("%q matches itself: %v, matches %q: %v", text, g.match(text), other, g.match(other))
		}
	})
}
