package policy

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

// seeds are policies of every shape that the parser knows.
var seeds = []string{
	`{"Version":"2012-10-17","Id":"x","Statement":{"Sid":"s","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}`,
	`{"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/x"]},"NotAction":["s3:*"],"NotResource":"*","Condition":{"ForAnyValue:StringLikeIfExists":{"aws:PrincipalOrgPaths":["o-*/*"]}}}]}`,
	`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com","Federated":"graph.facebook.com","CanonicalUser":"c"},"Action":["*"],"Resource":["arn:aws:s3:::b/${aws:username, 'x'}/${*}"],"Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","::/0"]},"NumericLessThan":{"aws:MultiFactorAuthAge":300},"DateLessThan":{"aws:CurrentTime":"2030-01-01"},"Null":{"aws:SourceVpce":true}}}]}`,
	`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*a*a*a*a*b"},"StringNotLike":{"aws:Referer":"?*a?"},"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"},"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}`,
	`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:PassRole","ec2:RunInstances"],"Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}},{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::*:user/${aws:username}"}]}`,
	`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":["777788889999","arn:aws:iam::777788889999:user/x"]},"Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a","aws:SourceVpc":"vpc-1"}}}]}`,
	`{"Statement":[{"Effect":"Allow","Action":"\u0041:\ud83d\ude00","Resource":[1,-2.5e3,true,"\"\\\/"]}]}`,
	"\ufeff {\"Statement\" : [ ] }\n",
	`{"Statement":[[[[[[`,
	`%7B%22Statement%22%3A%5B%5D%7D`,
	"{\"Statement\":\"\xff\"}",
}

func addSeeds(f *testing.F) {
	f.Helper()
	for _, s := range seeds {
		f.Add(s)
	}
}

// Whatever the text, it is a document or an error with its place; and it is
// the same in the encoding that IAM uses.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			var p *ParseError
			if !errors.As(err, &p) || d != nil || p.Line < 1 || p.Column < 1 || p.Offset < 0 || p.Problem == "" {
				t.Fatalf("%#v, %v", err, d)
			}
			return
		}
		for _, s := range d.Statements {
			if s.Effect != Allow && s.Effect != Deny || (s.Action == nil) == (s.NotAction == nil) {
				t.Fatalf("no statement: %+v", s)
			}
		}
		plain := strings.TrimPrefix(text, "\ufeff")
		if strings.HasPrefix(plain, "{") {
			if again, err := Parse(url.PathEscape(plain)); err != nil || len(again.Statements) != len(d.Statements) {
				t.Fatalf("encoded: %v, %v", again, err)
			}
		}
	})
}

func FuzzMatch(f *testing.F) {
	for _, s := range [][2]string{{"", ""}, {"*", "a"}, {"a*b?c", "aXbYc"}, {"*a*a*a*a*b", strings.Repeat("a", 50)}, {"ä?*", "äö"}, {"**??**", "\xff\xfe"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		g := globOf(pattern)
		got := g.match(text)
		if isASCII(pattern+text) && len(pattern) < 12 && len(text) < 24 && got != slow(pattern, text) {
			t.Fatalf("%q matches %q: %t", pattern, text, got)
		}
		if !g.match(g.fill("", 'z')) || !g.match(g.fill(text, 'z')) {
			t.Fatalf("%q does not match what it was made for", pattern)
		}
		if g.String() != globOf(g.String()).String() {
			t.Fatalf("%q is not in its shortest form", g)
		}
		var spent int
		crossed, _ := cross(g, globOf(text), &spent)
		for _, c := range crossed {
			if in := c.fill("", 'z'); isASCII(pattern+text) && (!g.match(in) || !globOf(text).match(in)) {
				t.Fatalf("%q crossed with %q is %q", pattern, text, c)
			}
		}
	})
}

// No policy makes a question fail or take long, and everyone is an outsider.
func FuzzEvaluate(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			return
		}
		for _, target := range []Target{bucket, role, function, bus, {ARN: "no ARN"}, {}} {
			q := newQuestion(d, &target)
			public := q.public()
			if q.steps > 10*patience {
				t.Fatalf("%d steps", q.steps)
			}
			outsiders := d.Outsiders(target, trust)
			if less[outsiders.Answer] < less[public.Answer] {
				t.Fatalf("public: %v, open to outsiders: %v", public.Answer, outsiders.Answer)
			}
			for _, g := range outsiders.Grants {
				if g.String() == "" || len(g.Actions) == 0 {
					t.Fatalf("an empty grant: %+v", g)
				}
			}
			d.TLSOnly(target)
			d.Trustees(target, trust)
			d.Federations(target)
			d.PublicToS3(target)
		}
		p := Principal{ARN: "arn:aws:iam::" + ours + ":user/bob", Policies: []Attachment{{"p", d}}, Boundary: &Attachment{"b", d}, Now: today}
		p.Administrator()
		p.Escalations(nil)
	})
}
