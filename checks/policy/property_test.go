package policy

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// pieces are what random policies are made of: of everything that matters, and
// little enough that statements get in each other's way.
var pieces = map[string][]string{
	"principal": {
		`"Principal":"*"`, `"Principal":"*"`, `"Principal":{"AWS":"*"}`, `"Principal":{"AWS":"THEIRS"}`, `"Principal":{"AWS":["OURS","arn:aws:iam::THEIRS:role/x"]}`,
		`"Principal":{"Service":"sns.amazonaws.com"}`, `"NotPrincipal":{"AWS":"OURS"}`, `"Principal":{"AWS":"arn:aws:iam::*:root"}`,
	},
	"action": {
		`"Action":"s3:GetObject"`, `"Action":["s3:Get*","s3:ListBucket"]`, `"Action":"s3:*"`, `"Action":"*"`, `"NotAction":"s3:GetObject"`, `"NotAction":["s3:Put*","s3:L*"]`,
	},
	"resource": {
		`"Resource":"*"`, `"Resource":"arn:aws:s3:::b/*"`, `"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/a*"]`, `"NotResource":"arn:aws:s3:::b/a/*"`, `"Resource":"arn:aws:s3:::b/a?c"`, `"Resource":"arn:aws:s3:::b/${aws:username}"`,
	},
	"condition": {
		``, ``, ``, `"Bool":{"aws:SecureTransport":"false"}`, `"StringEquals":{"aws:PrincipalOrgID":"ORG"}`, `"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}`,
		`"StringEqualsIfExists":{"aws:PrincipalOrgID":"ORG"}`, `"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}`, `"NotIpAddress":{"aws:SourceIp":"0.0.0.0/1"}`,
		`"StringLike":{"aws:Referer":["a*","*b"]}`, `"StringNotLike":{"aws:Referer":"a*"}`, `"StringLike":{"aws:Referer":"a?"}`, `"StringEquals":{"acme:x":"y"}`,
		`"Null":{"aws:SourceVpce":"true"}`, `"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-*/*"}`, `"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}`,
		`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a*"},"Bool":{"aws:MultiFactorAuthPresent":"true"}`, `"NumericLessThan":{"s3:max-keys":"10"}`,
		`"StringNotEquals":{"aws:SourceVpc":"vpc-1"},"Bool":{"aws:PrincipalIsAWSService":"false"}`, `"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}`,
	},
}

func random(r *rand.Rand, effect string) string {
	pick := func(kind string) string { return pieces[kind][r.IntN(len(pieces[kind]))] }
	return fillIn(`{"Effect":"` + effect + `",` + pick("principal") + `,` + pick("action") + `,` + pick("resource") + `,"Condition":{` + pick("condition") + `}}`)
}

func randomPolicy(r *rand.Rand) []string {
	var all []string
	for range r.IntN(4) {
		all = append(all, random(r, "Allow"))
	}
	for range r.IntN(3) {
		all = append(all, random(r, "Deny"))
	}
	return all
}

// less orders answers from No over Unknown to Yes.
var less = map[Answer]int{No: 1, Unknown: 2, Yes: 3}

const rounds = 250

func TestAnotherAllowNeverMakesAPolicyLessPublic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	seen := map[Answer]int{}
	for range rounds {
		before := randomPolicy(r)
		after := append(slices.Clone(before), random(r, "Allow"))
		was, is := answersOf(t, before), answersOf(t, after)
		seen[was["public"]]++
		for _, question := range []string{"public", "outsiders"} {
			if less[is[question]] < less[was[question]] {
				t.Fatalf("%s: %v, and with the last statement %v:\n%s", question, was[question], is[question], strings.Join(after, ",\n"))
			}
		}
		if is["tls"] != was["tls"] {
			t.Fatalf("TLS: %v, and with the last statement %v:\n%s", was["tls"], is["tls"], strings.Join(after, ",\n"))
		}
	}
	if seen[Yes] < rounds/20 || seen[No] < rounds/20 || seen[Unknown] < rounds/20 {
		t.Errorf("the policies are too much alike: %v", seen)
	}
}

func TestAnotherDenyNeverMakesAPolicyMorePublic(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range rounds {
		before := randomPolicy(r)
		after := append(slices.Clone(before), random(r, "Deny"))
		was, is := answersOf(t, before), answersOf(t, after)
		for question, direction := range map[string]int{"public": -1, "outsiders": -1, "tls": 1} {
			if (less[is[question]]-less[was[question]])*direction < 0 {
				t.Fatalf("%s: %v, and with the last statement %v:\n%s", question, was[question], is[question], strings.Join(after, ",\n"))
			}
		}
	}
}

func TestTheOrderOfStatementsDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range rounds / 2 {
		one := randomPolicy(r)
		other := slices.Clone(one)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if was, is := answersOf(t, one), answersOf(t, other); !maps.Equal(was, is) {
			t.Fatalf("%v, and in another order %v:\n%s", was, is, strings.Join(one, ",\n"))
		}
	}
}

// A policy says the same with lists for strings, in other case and URL-encoded.
func TestSpellingDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range rounds / 2 {
		one := randomPolicy(r)
		var other []string
		for _, s := range one {
			other = append(other, respelled(t, s))
		}
		if was, is := answersOf(t, one), answersOf(t, other); !maps.Equal(was, is) {
			t.Fatalf("%v, and spelled otherwise %v:\n%s\n%s", was, is, strings.Join(one, ",\n"), strings.Join(other, ",\n"))
		}
	}
}

func respelled(t *testing.T, statement string) string {
	t.Helper()
	var s map[string]any
	if err := json.Unmarshal([]byte(statement), &s); err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	for name, v := range s {
		switch v := v.(type) {
		case string:
			out[strings.ToLower(name)] = v
			if strings.HasSuffix(name, "Action") {
				out[strings.ToLower(name)] = []any{strings.ToUpper(v)}
			}
		case []any:
			slices.Reverse(v)
			out[strings.ToUpper(name)] = v // of the statement
		case map[string]any:
			out[name] = swapped(v)
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// swapped has lists for strings, strings for lists of one, and names in lower
// case.
func swapped(m map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range m {
		switch v := v.(type) {
		case string:
			out[strings.ToLower(name)] = []any{v}
		case map[string]any:
			out[strings.ToLower(name)] = swapped(v)
		case []any:
			out[strings.ToLower(name)] = v
			if len(v) == 1 {
				out[strings.ToLower(name)] = v[0]
			}
		}
	}
	return out
}

func answersOf(t *testing.T, statements []string) map[string]Answer {
	t.Helper()
	d := document(t, strings.Join(statements, ","))
	return map[string]Answer{
		"public": d.Public(bucket).Answer, "outsiders": d.Outsiders(bucket, trust).Answer, "tls": d.TLSOnly(bucket).Answer,
	}
}

// Everyone is an outsider.
func TestWhatIsPublicIsOpenToOutsiders(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range rounds {
		p := randomPolicy(r)
		if a := answersOf(t, p); less[a["outsiders"]] < less[a["public"]] {
			t.Fatalf("public %v, outsiders %v:\n%s", a["public"], a["outsiders"], strings.Join(p, ",\n"))
		}
	}
}

// Another statement that allows never takes rights from a principal, another
// that denies never gives any; nor does a boundary.
func TestRightsGrowWithAllowsAndShrinkWithDenies(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	identity := func(effect string) string {
		pick := func(kind string) string { return pieces[kind][r.IntN(len(pieces[kind]))] }
		return fillIn(`{"Effect":"` + effect + `",` + pick("action") + `,` + pick("resource") + `,"Condition":{` + pick("condition") + `}}`)
	}
	for range rounds {
		statements := []string{identity("Allow"), identity("Deny")}
		p := having(t, "user/bob", strings.Join(statements, ","))
		more := having(t, "user/bob", strings.Join(append(statements, identity("Allow")), ","))
		fewer := having(t, "user/bob", strings.Join(append(statements, identity("Deny")), ","))
		bounded := p
		bounded.Boundary = &Attachment{Name: "b", Document: document(t, identity("Allow"))}
		for _, resource := range []string{"arn:aws:s3:::b", "arn:aws:s3:::b/abc"} {
			was := less[p.Allows("s3:GetObject", resource).Answer]
			if less[more.Allows("s3:GetObject", resource).Answer] < was || less[fewer.Allows("s3:GetObject", resource).Answer] > was ||
				less[bounded.Allows("s3:GetObject", resource).Answer] > was {
				t.Fatal(fmt.Sprint(statements, more.Policies[0].Document, fewer.Policies[0].Document, bounded.Boundary.Document))
			}
		}
	}
}
