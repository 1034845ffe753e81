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

func TestNamesAreFoundByPatterns(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var names []action
	for range 300 {
		names = append(names, action{lower: text(r, "abcä", 8)})
	}
	names[0].lower = ""
	all, found := indexOf(names), 0
	for range 2000 {
		g := globOf(text(r, "abcä*?", 6))
		got := map[int]bool{}
		for at := range all.matching(g) {
			got[at] = true
		}
		found += len(got)
		for at, a := range names {
			if got[at] != g.match(a.lower) {
				t.Fatalf("%q finds %q: %t", g, a.lower, got[at])
			}
		}
	}
	if found < 2000 {
		t.Errorf("only %d found", found)
	}
}

func TestPatternsAreCrossed(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	met := 0
	for range 20_000 {
		p, q := text(r, "ab*?", 6), text(r, "ab*?", 6)
		var spent int
		globs, complete := cross(globOf(p), globOf(q), &spent)
		for _, g := range globs {
			met++
			for _, in := range []string{g.fill("", 'z'), g.fill("z", 'z'), g.fill("ab", 'a')} {
				if !slow(p, in) || !slow(q, in) {
					t.Fatalf("%q crossed with %q has %q, which matches %q", p, q, g, in)
				}
			}
		}
		for range 30 {
			in := text(r, "abz", 7)
			if complete && slow(p, in) && slow(q, in) && !matchesOne(globs, in) {
				t.Fatalf("%q crossed with %q is %q, which lacks %q", p, q, globs, in)
			}
		}
	}
	if met < 5000 {
		t.Errorf("only %d met", met)
	}
}

func TestPatternsAreCrossedInWholeCharacters(t *testing.T) {
	var spent int
	if got, _ := cross(globOf("x/ä*"), globOf("x/ö*"), &spent); len(got) > 0 {
		t.Errorf("ä and ö, which begin with one byte, meet in %v", got)
	}
	if got, _ := cross(globOf("x/ä*"), globOf("*é"), &spent); len(got) != 1 || got[0].String() != "x/ä*é" {
		t.Errorf("got %v", got)
	}
}

func TestTangledPatternsAreNotCrossedForever(t *testing.T) {
	var spent int
	if _, complete := cross(globOf(strings.Repeat("*a", 40)), globOf(strings.Repeat("*ab", 40)), &spent); complete || spent > crossingSteps {
		t.Errorf("complete: %t, after %d steps", complete, spent)
	}
}

func TestPatternsOfARNsAreCrossedPartByPart(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	arn := func(letters string) string {
		parts := []string{"arn"}
		for range arnParts - 1 {
			parts = append(parts, text(r, letters, 2))
		}
		return strings.Join(parts, ":") + text(r, ":"+letters, 2)
	}
	matches := func(pattern, arn string) bool {
		p := arnPatternOf(pattern, version2012)
		g, _ := p.resolve(nil)
		return g.match(arn) == Yes
	}
	met := 0
	for range 3000 {
		p, q := arn("a**"), arn("a***?")
		var spent int
		globs, complete := crossARN(globOf(p), globOf(q), &spent)
		for _, g := range globs {
			met++
			if in := g.fill("z", 'z'); !matches(p, in) || !matches(q, in) {
				t.Fatalf("%s crossed with %s has %s, which matches %s", p, q, g, in)
			}
		}
		for range 20 {
			if in := arn("az"); complete && matches(p, in) && matches(q, in) && !matchesOne(globs, in) {
				t.Fatalf("%s crossed with %s is %q, which lacks %s", p, q, globs, in)
			}
		}
	}
	if met < 500 {
		t.Errorf("only %d met", met)
	}
}

// Of the first, the parts are too tangled; of the second, too many.
func TestTangledARNsAreNotCrossedForever(t *testing.T) {
	var spent int
	a, b := strings.Repeat("*a", 40), strings.Repeat("*b", 40)
	for p, q := range map[string]string{"arn:aws:s3:::" + a: "arn:aws:s3:::" + b, "arn:*a*a*:*a*a*:*a*a*:*a*a*:x": "arn:*b*:*b*:*b*:*b*:x"} {
		if globs, complete := crossARN(globOf(p), globOf(q), &spent); complete || len(globs) > crossingGlobs {
			t.Errorf("%s and %s are crossed in %d globs, complete: %t", p, q, len(globs), complete)
		}
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
