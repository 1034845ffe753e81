package policy

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestWildcards(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true},
		{"", "a", false},
		{"a", "a", true},
		{"a", "A", false}, // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
		{"*", "", true},
		{"*", "anything/at:all", true},
		{"?", "", false},
		{"?", "a", true},
		{"?", "ä", true}, // a character, not a byte
		{"?*", "", false},
		{"a*b", "ab", true},
		{"a*b", "aXbXb", true},
		{"a*b", "aXbX", false},
		{"a*bc*c", "abcc", true},
		{"a*bc*c", "abc", false},
		{"*a*a*a*a*b", strings.Repeat("a", 10_000), false},
		{"*a*a*a*a*b", strings.Repeat("a", 10_000) + "b", true},
		{"a**b", "ab", true},
		{"*.example.com", "www.example.com", true},
		{"*.example.com", "example.com", false},
		{"a?c", "abc", true},
		{"a?c", "ac", false},
		{"[ab]", "a", false}, // no other character is one
		{`a\*`, `a\b`, true},
	} {
		if got := globOf(c.pattern).match(c.text); got != c.want {
			t.Errorf("%q matches %q: %t", c.pattern, c.text[:min(20, len(c.text))], got)
		}
	}
}

// slow matches as the words of the documentation say, in exponential time.
func slow(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return slow(pattern[1:], text) || text != "" && slow(pattern, text[1:])
	case text == "":
		return false
	}
	return (pattern[0] == '?' || pattern[0] == text[0]) && slow(pattern[1:], text[1:])
}

func text(r *rand.Rand, letters string, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteByte(letters[r.IntN(len(letters))])
	}
	return b.String()
}

func TestMatchingIsAsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		pattern, in := text(r, "ab*?", 8), text(r, "ab", 10)
		if got := globOf(pattern).match(in); got != slow(pattern, in) {
			t.Fatalf("%q matches %q: %t", pattern, in, got)
		}
	}
}

func TestAMeetingOfPatternsIsInBoth(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	met := 0
	for range 20_000 {
		p, q := text(r, "ab*?", 7), text(r, "ab*?", 7)
		var spent int
		got, ok := meet(globOf(p), globOf(q), 'z', &spent)
		if ok {
			met++
			if !slow(p, got) || !slow(q, got) {
				t.Fatalf("%q and %q meet in %q", p, q, got)
			}
			continue
		}
		for range 50 {
			if in := text(r, "abz", 8); slow(p, in) && slow(q, in) {
				t.Fatalf("%q and %q are said not to meet, but do in %q", p, q, in)
			}
		}
	}
	if met < 1000 {
		t.Errorf("only %d pairs met", met)
	}
}

func TestAMeetingIsWithinLetters(t *testing.T) {
	var spent int
	if got, ok := meet(globOf("x/ä*"), globOf("x/ö*"), 'z', &spent); ok {
		t.Errorf("ä and ö, which begin with one byte, meet in %q", got)
	}
	if got, ok := meet(globOf("x/ä*"), globOf("*é"), 'z', &spent); !ok || got != "x/äé" {
		t.Errorf("got %q, %t", got, ok)
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
func TestARNsAreComparedPartByPart(t *testing.T) {
	for _, c := range []struct {
		pattern, arn string
		want         Answer
	}{
		{"arn:aws:s3:::b", "arn:aws:s3:::b", Yes},
		{"arn:aws:s3:::b", "arn:aws:s3:::B", No},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y:z", Yes},
		{"arn:aws-cn:s3:::b", "arn:aws:s3:::b", No},
		{"arn:*:s3:::b", "arn:aws-cn:s3:::b", Yes},
		{"arn:aws:iam::*:role/x", "arn:aws:iam::111122223333:role/x", Yes},
		{"arn:aws:some:*:111122223333:finance/*", "arn:aws:some:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", No},
		{"*", "arn:aws:s3:::b", Yes},
		{"arn:aws:s3:*", "arn:aws:s3:::b", Unknown},
		{"arn:aws:sns:*", "arn:aws:s3:::b", No},
	} {
		p := arnPatternOf(c.pattern, version2012)
		g, _ := p.resolve(nil)
		if got := g.match(c.arn); got != c.want {
			t.Errorf("%s matches %s: %v, want %v", c.pattern, c.arn, got, c.want)
		}
	}
}
