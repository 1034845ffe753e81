package policy

import (
	"fmt"
	"strings"
	"testing"
)

// repeated repeats a statement of a policy.
func repeated(n int, statement func(i int) string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = statement(i)
	}
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(all, ",") + `]}`
}

// several is a list of values.
func several(n int, format string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(`"`+format+`"`, i)
	}
	return "[" + strings.Join(all, ",") + "]"
}

// tangles are policies of some 20 KB, the most that AWS takes, that are as bad
// as can be.
var tangles = map[string]string{
	"500 statements of an identity": repeated(500, func(int) string { return `{"Effect":"Allow","Action":"s3:*"}` }),
	"400 statements for everyone":   repeated(400, func(int) string { return `{"Effect":"Allow","Principal":"*","Action":"s3:*"}` }),
	"400 kinds of actions":          repeated(400, func(i int) string { return fmt.Sprintf(`{"Effect":"Allow","Principal":"*","Action":"s3:G%d*"}`, i) }),
	"250 accounts": repeated(250, func(i int) string {
		return fmt.Sprintf(`{"Effect":"Allow","Principal":{"AWS":"%012d"},"Action":"s3:Get*","Resource":"*"}`, 100000000000+i)
	}),
	"150 organizations": repeated(150, func(i int) string {
		return fmt.Sprintf(`{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-%d"}}}`, i)
	}),
	"wildcards in everything": repeated(110, func(i int) string {
		return fmt.Sprintf(`{"Effect":"Allow","Principal":"*","Action":"s3:*a*a*a*a*b","Resource":"arn:aws:s3:::b/*a*a*a*a*b%d","Condition":{"StringLike":{"s3:prefix":"*a*a*a*a*b%d","aws:PrincipalArn":"*a*a*a*b"}}}`, i, i)
	}),
	"wildcards that are denied": repeated(110, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*a*a*a*a*b%d","Condition":{"StringLike":{"aws:Referer":"*a*a*a*a*b%d","aws:PrincipalArn":"*a*a*a*b%d"}}}`, []string{"Deny", "Allow"}[i%2], i, i, i)
	}),
	"wildcards that have to match": repeated(130, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"%s":{"aws:Referer":"*a%d*b%d*"}}}`, []string{"Deny", "Allow"}[i%2], []string{"StringNotLike", "StringLike"}[i%2], i, i)
	}),
	"addresses that are denied": repeated(150, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:Get*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"%d.0.0.0/24"}}}`, []string{"Deny", "Allow"}[i%2], i+1)
	}),
	"a maze of choices": repeated(100, func(i int) string {
		if i == 0 {
			return `{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"*"}`
		}
		return fmt.Sprintf(`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:Referer":"a%d"},"StringNotEquals":{"aws:UserAgent":"b%d"},"Bool":{"aws:SecureTransport":"%t"}}}`, i%7, i%5, i%2 == 0)
	}),
	"values without end": repeated(1, func(int) string {
		values := make([]string, 1900)
		for i := range values {
			values[i] = fmt.Sprintf("*a%x*b", i)
		}
		return `{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:Referer":["` + strings.Join(values, `","`) + `"]}}}`
	}),
	"one long pattern": repeated(1, func(int) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:` + strings.Repeat("*a", 2500) + `","Resource":"arn:aws:s3:::b/` + strings.Repeat("*a", 2500) + `","Condition":{"ArnLike":{"aws:PrincipalArn":"` + strings.Repeat("*a", 2500) + `"}}}`
	}),
	"one string of variables": repeated(1, func(int) string {
		names := strings.Repeat("${aws:userid}*", 450)
		return `{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/` + names + `","Condition":{"StringLike":{"aws:Referer":"` + names + `"},"ArnLike":{"aws:PrincipalArn":"` + names + `"}}}`
	}),
	"accounts without end": repeated(1, func(int) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":` + several(1300, "1%011d") + `}}}`
	}),
	"endpoints without end": repeated(1, func(int) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":` + several(900, "vpce-%012d") + `},"StringLike":{"aws:PrincipalOrgID":` + several(50, "o-%d*") + `}}}`
	}),
	"roles of organizations": repeated(1, func(int) string {
		return `{"Effect":"Allow","Principal":{"AWS":` + several(220, "arn:aws:iam::1%011d:role/r") + `},"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":` + several(700, "o-%d") + `}}}`
	}),
	"all principals but some": repeated(25, func(i int) string {
		who := []string{`"Effect":"Deny","NotPrincipal"`, `"Effect":"Allow","Principal"`}[min(i%5, 1)]
		return fmt.Sprintf(`{%s:{"AWS":%s},"Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-%d"}}}`, who, several(14, fmt.Sprintf("arn:aws:iam::1%03d%%08d:role/r", i)), i)
	}),
	"all actions but some": repeated(110, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","NotAction":["s3:*a*%d","s3:Get*%c*","s3:*%c*t*","s3:P*%c*"],"Resource":"arn:aws:s3:::b/*%d"}`, []string{"Deny", "Allow", "Allow"}[i%3], i, 'A'+i%26, 'a'+i%26, 'a'+i%26, i)
	}),
	"actions without end": repeated(2, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","%s":%s,"Resource":"*"}`, []string{"Allow", "Deny"}[i], []string{"Action", "NotAction"}[i], several(700, "s3:*a%d*b"))
	}),
	"actions that are denied if": repeated(75, func(i int) string {
		condition := fmt.Sprintf(`{"StringNotLike":{"aws:Referer":"*a%d*"},"StringEquals":{"aws:UserAgent":"b%d"}}`, i, i%9)
		if i%3 > 0 {
			return fmt.Sprintf(`{"Effect":"Deny","Principal":"*","NotAction":["s3:*%c*","s3:Get*%c*","s3:*%d"],"Resource":"arn:aws:s3:::b/*%d","Condition":%s}`, 'a'+i%26, 'a'+i/3%26, i, i, condition)
		}
		return fmt.Sprintf(`{"Effect":"Allow","Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::b/*x%d","Condition":%s}`, i, condition)
	}),
	"resources without end": repeated(2, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:*","%s":%s}`, []string{"Allow", "Deny"}[i], []string{"Resource", "NotResource"}[i], several(350, "arn:aws:s3:::b/*a%d*b"))
	}),
	"resources but some": repeated(150, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:*","%s":["arn:aws:s3:::b/*a%d*","arn:aws:s3:::b/c%d/*"]}`, []string{"Allow", "Deny"}[i%2], []string{"Resource", "NotResource"}[i%2], i, i)
	}),
	"each action by itself": repeated(120, func(i int) string {
		all := actionLists["s3"]
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"%s","Resource":"arn:aws:s3:::b/*","Condition":{"StringNotLike":{"aws:Referer":"a%d*"}}}`, []string{"Deny", "Deny", "Allow"}[i%3], all[i%len(all)].name, i)
	}),
	"users by their names": repeated(110, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*%d","Condition":{"StringLike":{"aws:PrincipalArn":"*%d${aws:userid}*"}}}`, []string{"Deny", "Allow"}[i%2], i, i)
	}),
	"keys without end": repeated(4, func(i int) string {
		keys := make([]string, 120)
		for j := range keys {
			keys[j] = fmt.Sprintf(`"aws:RequestTag/%d":"*a%d*"`, j, i)
		}
		return fmt.Sprintf(`{"Effect":"%s","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringLike":{%s}}}`, []string{"Deny", "Allow"}[i%2], strings.Join(keys, ","))
	}),
	"all of an identity but some": repeated(110, func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Action":"*","Resource":["arn:aws:iam::*:user/*a*%d","arn:aws:iam::*:role/*b%d"],"Condition":{"StringLike":{"aws:RequestTag/x":"*a%d*"}}}`, []string{"Allow", "Deny"}[i%2], i, i, i)
	}),
}

// givenUp are the tangles of which some combinations are left untried. Of what
// they allow something is Unknown.
var givenUp = map[string]bool{"resources but some": true, "wildcards that are denied": true, "wildcards that have to match": true}

// mostAllocations is what a question may allocate. It follows the work and, unlike
// time, is the same on each machine.
const mostAllocations = 60_000

// questions are all that are asked about a policy, as one of a bucket or of an
// identity.
func questions(d *Document) map[string]func() {
	return map[string]func(){
		"Public":    func() { d.Public(bucket) },
		"Outsiders": func() { d.Outsiders(bucket, trust) },
		"TLSOnly":   func() { d.TLSOnly(bucket) },
		"Escalations": func() {
			Principal{ARN: ourARN("user/bob"), Policies: []Attachment{{"p", d}}}.Escalations(nil)
		},
	}
}

// None but those is given up, and what all take is bounded.
func TestNoPolicyTakesMuchWork(t *testing.T) {
	for name, text := range tangles {
		d, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		q := newQuestion(d, &bucket)
		if q.public(); q.tired() != givenUp[name] || q.steps > patience+patience/4 {
			t.Errorf("%s: %d steps, given up: %t", name, q.steps, q.tired())
		}
		for what, ask := range questions(d) {
			if n := testing.AllocsPerRun(1, ask); n > mostAllocations {
				t.Errorf("%s: %s takes %.0f allocations", name, what, n)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := tangles["wildcards in everything"]
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	g, text := globOf("*a*a*a*a*b"), strings.Repeat("a", 1000)
	for b.Loop() {
		if g.match(text) {
			b.Fatal("it matches")
		}
	}
}

// usual is a bucket's policy as one sees them: for an organization, a service
// and an account, with TLS only.
const usual = `{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"StringEquals":{"aws:PrincipalOrgID":"ORG"}}},
	{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/AWSLogs/*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:eu-west-1:OURS:trail/t"}}},
	{"Effect":"Allow","Principal":{"AWS":"PARTNER"},"Action":"s3:Get*","Resource":"arn:aws:s3:::b/shared/*"},` + denyAllHTTP

func BenchmarkPublic(b *testing.B) {
	d := document(b, usual)
	for b.Loop() {
		d.Public(bucket)
	}
}

func BenchmarkOutsiders(b *testing.B) {
	d := document(b, usual)
	for b.Loop() {
		d.Outsiders(bucket, trust)
	}
}

func BenchmarkTLSOnly(b *testing.B) {
	d := document(b, usual)
	for b.Loop() {
		d.TLSOnly(bucket)
	}
}

func BenchmarkEscalations(b *testing.B) {
	p := having(b, "user/bob", `{"Effect":"Allow","Action":["iam:PassRole","ec2:*","s3:*","lambda:*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`)
	for b.Loop() {
		p.Escalations(nil)
	}
}

func BenchmarkTangles(b *testing.B) {
	for name, text := range tangles {
		d, err := Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		for what, ask := range questions(d) {
			b.Run(what+"/"+strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
				for b.Loop() {
					ask()
				}
			})
		}
	}
}
