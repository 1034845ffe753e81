package baseline

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestAGlobIsAnchoredAtBothEnds(t *testing.T) {
	for _, tc := range []struct {
		pattern, text string
		want          bool
	}{
		{"arn:aws:s3:::ci-logs", "arn:aws:s3:::ci-logs", true},
		{"arn:aws:s3:::ci-logs", "arn:aws:s3:::ci-logs-replica", false},
		{"ci-logs", "arn:aws:s3:::ci-logs", false},
		{"arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1", true},
		{"arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:eu-west-1:123456789012:snapshot/snap-1", false},
		{"*:volume/vol-?", "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1", true},
		{"*:volume/vol-?", "arn:aws:ec2:eu-west-1:123456789012:volume/vol-12", false},
		{"*", "", true},
		{"?", "", false},
		{"", "", true},
		{"", "a", false},
		{"**a**", "bab", true},
		{"*ab*ab", "ababab", true},
		{"a*b", "a\nb", true},
		{"?", "é", true},
		{"a.c", "abc", false},
		{"[a]", "a", false},
	} {
		if got := match(tc.pattern, tc.text); got != tc.want {
			t.Errorf("%q of %q: %t", tc.pattern, tc.text, got)
		}
	}
}

// asRegexp is another way to say the same.
func asRegexp(pattern string) *regexp.Regexp {
	s := regexp.QuoteMeta(pattern)
	s = strings.ReplaceAll(strings.ReplaceAll(s, `\*`, `(?s:.*)`), `\?`, `(?s:.)`)
	return regexp.MustCompile(`\A` + s + `\z`)
}

func FuzzMatch(f *testing.F) {
	f.Add("arn:aws:s3:::*-logs?", "arn:aws:s3:::ci-logs1")
	f.Add("*a*b*", "xxaxxbxx")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		pattern, text = strings.ToValidUTF8(pattern, "?"), strings.ToValidUTF8(text, "?")
		if len(pattern) > 200 || len(text) > 1000 {
			return
		}
		if got, want := match(pattern, text), asRegexp(pattern).MatchString(text); got != want {
			t.Errorf("%q of %q: %t, want %t", pattern, text, got, want)
		}
	})
}

// Patterns are written by people, ARNs by strangers: neither may make it hang.
func TestNoPatternTakesLong(t *testing.T) {
	began := time.Now()
	if match(strings.Repeat("a*", 500)+"b", strings.Repeat("a", 2000)) {
		t.Error("there is no b")
	}
	if spent := time.Since(began); spent > 5*time.Second {
		t.Errorf("it took %s", spent)
	}
}
