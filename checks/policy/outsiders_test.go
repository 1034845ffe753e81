package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whom a policy lets in from outside, as "answer to id", in order.
func TestOutsiders(t *testing.T) {
	trust := Trust{
		Accounts: []string{partner}, Organizations: []string{"o-partner"}, CanonicalUsers: []string{"c0ffee"},
		Principals: []string{"arn:aws:iam::" + theirs + ":role/known"}, Networks: []string{"vpce-ours"},
		Addresses: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}, Others: []string{"arn:aws:s3:::mine"},
	}
	allow := func(principal string) string {
		return `{"Effect":"Allow","Principal":` + principal + `,"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`
	}
	given := func(condition string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{` + condition + `}}`
	}
	has := func(name, condition string) string {
		return `{"Effect":"Allow","Principal":{"AWS":` + name + `},"Action":"s3:GetObject","Resource":"*","Condition":{` + condition + `}}`
	}
	service := func(name, condition string) string {
		return `{"Effect":"Allow","Principal":{"Service":"` + name + `"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*","Condition":{` + condition + `}}`
	}
	outside := []string{"yes account " + theirs}
	for name, c := range map[string]struct {
		statements string
		want       []string
	}{
		"everyone":                           {allow(`"*"`), []string{"yes anyone "}},
		"our account":                        {allow(`{"AWS":["OURS","arn:aws:iam::OURS:role/x"]}`), nil},
		"a trusted account":                  {allow(`{"AWS":"arn:aws:iam::PARTNER:root"}`), nil},
		"another account by its ID":          {allow(`{"AWS":"THEIRS"}`), outside},
		"another account by its root":        {allow(`{"AWS":"arn:aws:iam::THEIRS:root"}`), outside},
		"a role of another account":          {allow(`{"AWS":"arn:aws:iam::THEIRS:role/x"}`), outside},
		"a session of another account":       {allow(`{"AWS":"arn:aws:sts::THEIRS:assumed-role/x/s"}`), outside},
		"a trusted role of another account":  {allow(`{"AWS":"arn:aws:iam::THEIRS:role/known"}`), nil},
		"a role with a user's name":          {has(`"arn:aws:iam::THEIRS:role/x"`, `"StringLike":{"aws:username":"*"}`), nil}, // which only users have
		"a session with a user's name":       {has(`"arn:aws:sts::THEIRS:assumed-role/x/s"`, `"StringLike":{"aws:username":"*"}`), nil},
		"a user with a user's name":          {has(`"arn:aws:iam::THEIRS:user/x"`, `"StringLike":{"aws:username":"*"}`), outside},
		"a user with a role's session":       {has(`"arn:aws:iam::THEIRS:user/x"`, `"StringEquals":{"aws:PrincipalType":"AssumedRole"}`), nil},
		"a federated user with such":         {has(`"arn:aws:sts::THEIRS:federated-user/x"`, `"StringEquals":{"aws:PrincipalType":"AssumedRole"}`), nil},
		"a role, one session denied":         {allow(`{"AWS":"arn:aws:iam::THEIRS:role/x"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::THEIRS:assumed-role/x/s"},"Action":"*","Resource":"*"}`, []string{"unknown account " + theirs}},
		"a role, another's session denied":   {allow(`{"AWS":"arn:aws:iam::THEIRS:role/x"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::THEIRS:assumed-role/y/s"},"Action":"*","Resource":"*"}`, outside},
		"a user, a session denied":           {allow(`{"AWS":"arn:aws:iam::THEIRS:user/x"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::THEIRS:assumed-role/x/s"},"Action":"*","Resource":"*"}`, outside},
		"a role, its namesake's denied":      {allow(`{"AWS":"arn:aws:iam::THEIRS:role/x"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::OURS:assumed-role/x/THEIRS"},"Action":"*","Resource":"*"}`, outside},
		"an account, one session denied":     {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::THEIRS:assumed-role/x/s"},"Action":"*","Resource":"*"}`, outside},
		"one of several":                     {allow(`{"AWS":["OURS","PARTNER","THEIRS"]}`), outside},
		"a deleted principal":                {allow(`{"AWS":"AIDACKCEVSQ6C2EXAMPLE"}`), nil},
		"an unknown canonical user":          {allow(`{"CanonicalUser":"badc0de"}`), []string{"yes canonical user badc0de"}},
		"a canonical user of no account":     {allow(`{"CanonicalUser":"badc0de"}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}}}`, []string{"unknown canonical user badc0de"}},
		"a canonical user denied":            {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","Principal":{"CanonicalUser":"badc0de"},"Action":"*","Resource":"*"}`, []string{"unknown account " + theirs}},
		"a trusted canonical user":           {allow(`{"CanonicalUser":"c0ffee"}`), nil},
		"an origin access identity":          {allow(`{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}`), []string{"unknown holder of arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}},
		"an identity provider":               {allow(`{"Federated":"graph.facebook.com"}`), []string{"yes identity provider graph.facebook.com"}},
		"the account denied":                 {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","Principal":{"AWS":"THEIRS"},"Action":"*","Resource":"*"}`, nil},
		"all but our organization denied":    {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}}}`, nil},
		"one user of the account denied":     {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::THEIRS:user/x"},"Action":"*","Resource":"*"}`, outside},
		"that very user denied":              {allow(`{"AWS":"arn:aws:iam::THEIRS:user/x"}`) + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::THEIRS:user/x"},"Action":"*","Resource":"*"}`, nil},
		"the account of that user denied":    {allow(`{"AWS":"arn:aws:iam::THEIRS:user/x"}`) + `,{"Effect":"Deny","Principal":{"AWS":"THEIRS"},"Action":"*","Resource":"*"}`, nil},
		"all but that user and account":      {allow(`{"AWS":"arn:aws:iam::THEIRS:user/x"}`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::THEIRS:user/x","arn:aws:iam::THEIRS:root"]},"Action":"*","Resource":"*"}`, outside},
		"all but that user, not the account": {allow(`{"AWS":"arn:aws:iam::THEIRS:user/x"}`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::THEIRS:user/x"},"Action":"*","Resource":"*"}`, []string{"unknown account " + theirs}},
		"all but another":                    {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":"OURS"},"Action":"*","Resource":"*"}`, nil},
		"everyone, others denied":            {allow(`"*"`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["OURS","PARTNER","THEIRS"]}}}`, outside},
		"everyone, all but ours denied":      {allow(`"*"`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["OURS","PARTNER"]}}}`, nil},
		"everyone, all but a role denied":    {allow(`"*"`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::THEIRS:role/x"}}}`, outside},
		"everyone, all but an org denied":    {allow(`"*"`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-other"}}}`, []string{"yes organization o-other"}},
		"everyone, by NotPrincipal":          {allow(`"*"`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::THEIRS:role/x","arn:aws:iam::THEIRS:root"]},"Action":"*","Resource":"*"}`, outside},
		"everyone, all but an account":       {allow(`"*"`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":"THEIRS"},"Action":"*","Resource":"*"}`, outside}, // its root user
		"everyone, all but a role":           {allow(`"*"`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::THEIRS:role/x"},"Action":"*","Resource":"*"}`, []string{"unknown account " + theirs}},
		"everyone, all but a service":        {allow(`"*"`) + `,{"Effect":"Deny","NotPrincipal":{"Service":"cloudtrail.amazonaws.com"},"Action":"*","Resource":"*"}`, []string{"yes service cloudtrail.amazonaws.com"}},
		"everyone, all but a canonical user": {allow(`"*"`) + `,{"Effect":"Deny","NotPrincipal":{"CanonicalUser":["badc0de","c0ffee"]},"Action":"*","Resource":"*"}`, []string{"yes canonical user badc0de"}},
		"sessions, all but an account":       {given(`"StringEquals":{"aws:PrincipalType":"AssumedRole"}`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":"THEIRS"},"Action":"*","Resource":"*"}`, []string{"unknown account " + theirs}},
		"sessions, all but a role":           {given(`"StringEquals":{"aws:PrincipalType":"AssumedRole"}`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::THEIRS:role/x","THEIRS"]},"Action":"*","Resource":"*"}`, outside},
		"all but another user and account":   {allow(`{"AWS":"arn:aws:iam::THEIRS:user/x"}`) + `,{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::THEIRS:user/y","THEIRS"]},"Action":"*","Resource":"*"}`, []string{"unknown account " + theirs}},
		"an account, of another org":         {allow(`{"AWS":"THEIRS"}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-other"}}}`, outside},
		"a service, others denied":           {service("cloudtrail.amazonaws.com", ``) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceAccount":["OURS","THEIRS"]}}}`, outside},
		"a condition on its tag":             {`{"Effect":"Allow","Principal":{"AWS":"THEIRS"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/x":"y"}}}`, outside},
		"a condition that it is ours":        {`{"Effect":"Allow","Principal":{"AWS":"THEIRS"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"OURS"}}}`, nil},
		"a few addresses of an account":      {`{"Effect":"Allow","Principal":{"AWS":"THEIRS"},"Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}`, outside},

		"everyone of our organization":     {given(`"StringEquals":{"aws:PrincipalOrgID":"ORG"}`), nil},
		"everyone of a trusted one":        {given(`"StringEquals":{"aws:PrincipalOrgID":"o-partner"}`), nil},
		"everyone of another one":          {given(`"StringEquals":{"aws:PrincipalOrgID":["ORG","o-other"]}`), []string{"yes organization o-other"}},
		"a path in another organization":   {given(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-other/r-1/*"}`), []string{"yes organization o-other"}},
		"a path in ours":                   {given(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"ORG/r-1/*"}`), nil},
		"accounts by a condition":          {given(`"StringEquals":{"aws:PrincipalAccount":["OURS","PARTNER","THEIRS"]}`), outside},
		"roles of another by a condition":  {given(`"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::OURS:role/*","arn:aws:iam::THEIRS:role/*"]}`), outside},
		"an account of ours and another's": {given(`"StringEquals":{"aws:PrincipalAccount":"OURS","aws:PrincipalOrgID":"o-other"}`), nil},
		"an account in an organization":    {given(`"StringEquals":{"aws:PrincipalAccount":"THEIRS","aws:PrincipalOrgID":"o-other"}`), outside},
		"an account in ours":               {given(`"StringEquals":{"aws:PrincipalAccount":"THEIRS","aws:PrincipalOrgID":"ORG"}`), nil},
		"services in an organization":      {given(`"StringEquals":{"aws:PrincipalOrgID":"o-other"},"Bool":{"aws:PrincipalIsAWSService":"true"}`), nil}, // which are in none
		"services for an organization":     {given(`"StringEquals":{"aws:SourceOrgID":"o-other"}`), []string{"yes organization o-other"}},
		"users for an organization":        {given(`"StringEquals":{"aws:SourceOrgID":"o-other"},"StringLike":{"aws:username":"*"}`), nil}, // which act for themselves
		"nobody in an organization":        {given(`"StringEquals":{"aws:PrincipalOrgID":"o-other"},"Null":{"aws:PrincipalArn":"true"}`), nil},
		"an account in either of two":      {given(`"StringEquals":{"aws:PrincipalAccount":"THEIRS","aws:PrincipalOrgID":["o-a","o-b"]}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a"}}}`, outside},
		"an organization and a path in it": {given(`"StringEquals":{"aws:PrincipalOrgID":"o-other"},"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-other/r-1/*"}`), []string{"yes organization o-other"}},
		"everyone, and another one":        {allow(`"*"`) + `,` + given(`"StringEquals":{"aws:PrincipalOrgID":"o-other"}`), []string{"yes anyone ", "yes organization o-other"}},
		"everyone, and another one if any": {given(`"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-other"}`), []string{"yes anyone "}},
		"perhaps everyone, and some":       {given(`"StringLike":{"aws:PrincipalOrgID":"o-oth*"}`), []string{"yes organization o-oth*", "unknown any AWS principal "}},
		"an endpoint of ours":              {given(`"StringEquals":{"aws:SourceVpce":"vpce-ours"}`), nil},
		"an endpoint of who knows":         {given(`"StringEquals":{"aws:SourceVpce":"vpce-1"}`), []string{"unknown network vpce-1"}},
		"an endpoint, without credentials": {given(`"StringEquals":{"aws:SourceVpce":"vpce-1"},"Null":{"aws:PrincipalArn":"true"}`), []string{"unknown network vpce-1"}},
		"endpoints and a variable":         {given(`"StringEquals":{"aws:SourceVpce":["vpce-1","vpce-2","${aws:Referer}"]}`), []string{"unknown anyone ", "unknown network vpce-1", "unknown network vpce-2"}},
		"an endpoint that is denied":       {given(`"StringEquals":{"aws:SourceVpce":["vpce-1","vpce-2"]}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}`, []string{"unknown network vpce-2"}},
		"an endpoint, all others denied":   {given(`"StringEquals":{"aws:SourceVpce":["vpce-1","vpce-2"]}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}`, []string{"unknown network vpce-1"}},
		"an address of ours":               {given(`"IpAddress":{"aws:SourceIp":"203.0.113.7"}`), nil},
		"a range of who knows":             {given(`"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]}`), []string{"unknown network 198.51.100.0/24"}},
		"an address as a string":           {given(`"StringEquals":{"aws:SourceIp":"198.51.100.7"}`), []string{"unknown network 198.51.100.7"}},
		"a range as a string":              {given(`"StringEquals":{"aws:SourceIp":"198.51.100.7/32"}`), nil}, // which no address is equal to
		"a range that is wider than ours":  {given(`"IpAddress":{"aws:SourceIp":"203.0.112.0/23"}`), []string{"unknown network 203.0.112.0/23"}},
		"a user by the unique ID":          {given(`"StringEquals":{"aws:userid":"AIDACKCEVSQ6C2EXAMPLE"}`), []string{"unknown holder of AIDACKCEVSQ6C2EXAMPLE"}},
		"an access point of another":       {given(`"StringEquals":{"s3:DataAccessPointAccount":"THEIRS"}`), outside},

		"a service for anyone":             {service("cloudtrail.amazonaws.com", ``), []string{"yes service cloudtrail.amazonaws.com"}},
		"a service for our account":        {service("cloudtrail.amazonaws.com", `"StringEquals":{"aws:SourceAccount":"OURS"}`), nil},
		"a service for our trail":          {service("cloudtrail.amazonaws.com", `"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:eu-west-1:OURS:trail/t"}`), nil},
		"a service for our organization":   {service("cloudtrail.amazonaws.com", `"StringEquals":{"aws:SourceOrgID":"ORG"}`), nil},
		"a service for any trail":          {service("cloudtrail.amazonaws.com", `"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:*:trail/*"}`), []string{"yes service cloudtrail.amazonaws.com"}},
		"a service for another account":    {service("cloudtrail.amazonaws.com", `"StringEquals":{"aws:SourceAccount":"THEIRS"}`), outside},
		"a service for a bucket of ours":   {service("s3.amazonaws.com", `"ArnLike":{"aws:SourceArn":"arn:aws:s3:::mine"}`), nil},
		"a service for a bucket":           {service("s3.amazonaws.com", `"ArnLike":{"aws:SourceArn":"arn:aws:s3:::who"}`), []string{"unknown holder of arn:aws:s3:::who"}},
		"a service, with an upload header": {service("cloudtrail.amazonaws.com", `"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}`), []string{"yes service cloudtrail.amazonaws.com"}},
		"a service that is denied":         {service("cloudtrail.amazonaws.com", ``) + `,{"Effect":"Deny","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"*","Resource":"*"}`, nil},
		"a service through an endpoint":    {service("cloudtrail.amazonaws.com", `"StringEquals":{"aws:SourceVpce":"vpce-1"}`), nil},
		"services denied for others":       {service("cloudtrail.amazonaws.com", ``) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceAccount":"OURS"}}}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := document(t, c.statements).Outsiders(bucket, trust)
			var got []string
			for _, g := range r.Grants {
				got = append(got, g.Answer.String()+" "+g.To+" "+g.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("- want, + got:\n%s%s", diff, explain(r))
			}
			if want := anyOf(r.Grants, func(g Grant) Answer { return g.Answer }); r.Answer != want {
				t.Errorf("the answer is %v, of its grants %v", r.Answer, want)
			}
		})
	}
}

// What is said of an account does not depend on which others are named beside
// it, whatever tells them apart.
func TestAccountsNamedTogetherAreLetDoWhatEachIsByItself(t *testing.T) {
	accounts := []string{"111111111111", "222222222222", "333333333333", "444444444444", "123456789012"}
	deny := func(rest string) string { return `,{"Effect":"Deny","Action":"s3:Get*",` + rest + `}` }
	all := func(condition string) string {
		return deny(`"Principal":"*","Resource":"*","Condition":{` + condition + `}`)
	}
	rests := map[string]string{
		"nothing denied":    "",
		"one by its root":   deny(`"Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Resource":"*"`),
		"one by its role":   deny(`"Principal":{"AWS":"arn:aws:iam::222222222222:role/r"},"Resource":"*"`),
		"all but one":       deny(`"NotPrincipal":{"AWS":["arn:aws:iam::333333333333:root","arn:aws:iam::333333333333:role/r"]},"Resource":"*"`),
		"by a value":        all(`"StringEquals":{"aws:PrincipalAccount":["444444444444","111111111111"]}`),
		"by what it is not": all(`"StringNotEquals":{"aws:PrincipalAccount":"444444444444"}`),
		"by a pattern":      all(`"StringLike":{"aws:PrincipalAccount":"1*1"}`),
		"by its ARNs":       all(`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::1*:*"}`),
		"by other ARNs":     all(`"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*2:*"}`),
		"by a number":       all(`"NumericLessThan":{"aws:PrincipalAccount":"300000000000"}`),
		"by its root user":  all(`"StringEquals":{"aws:userid":"111111111111"}`),
		"by a variable":     deny(`"Principal":"*","NotResource":"arn:aws:s3:::b/${aws:PrincipalAccount}/*"`),
		"by its own header": all(`"StringNotEquals":{"aws:Referer":"${aws:PrincipalAccount}"}`),
		"twice": all(`"StringEquals":{"aws:PrincipalAccount":"111111111111"}`) +
			deny(`"Principal":{"AWS":"333333333333"},"NotResource":"arn:aws:s3:::b/x"`),
	}
	ways := map[string]func(names string) string{
		"condition": func(names string) string {
			return `"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":[` + names + `]}}`
		},
		"principals": func(names string) string { return `"Principal":{"AWS":[` + names + `]}` },
		"roles": func(names string) string {
			return `"Principal":{"AWS":[` + strings.NewReplacer(`"1`, `"arn:aws:iam::1`, `"2`, `"arn:aws:iam::2`, `"3`, `"arn:aws:iam::3`, `"4`, `"arn:aws:iam::4`,
				`",`, `:role/r",`).Replace(names+",") + `"arn:aws:iam::OURS:role/r"]}`
		},
	}
	for name, rest := range rests {
		for way, named := range ways {
			t.Run(name+" by "+way, func(t *testing.T) {
				let := func(names ...string) []string {
					var got []string
					for _, g := range document(t, `{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*",`+named(`"`+strings.Join(names, `","`)+`"`)+`}`+rest).Outsiders(bucket, trust).Grants {
						got = append(got, fmt.Sprint(g.Answer, g.To, g.ID, g.Actions, g.Resources))
					}
					return got
				}
				var want []string
				for _, account := range accounts {
					want = append(want, let(account)...)
				}
				got := let(accounts...)
				slices.Sort(want)
				slices.Sort(got)
				if diff := cmp.Diff(want, got); diff != "" || len(got) < len(accounts) {
					t.Errorf("- each by itself, + together:\n%s", diff)
				}
			})
		}
	}
}

func TestAGrantTellsWhatItIsOf(t *testing.T) {
	d := document(t, `{"Sid":"Read","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::THEIRS:role/x"},"Action":["s3:Get*","s3:DeleteObject"],
		"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/in/*"],"Condition":{"StringEquals":{"aws:PrincipalTag/x":"y"}}},
		{"Effect":"Deny","Principal":"*","Action":["s3:GetB*","s3:GetObject?*","s3:Get[a-z]*","s3:GetA*","s3:GetE*","s3:GetI*","s3:GetL*","s3:GetM*","s3:GetR*"],"Resource":"*"}`)
	r := d.Outsiders(bucket, trust)
	want := []Grant{{
		Answer: Yes, Statement: 0, Sid: "Read", To: AnAccount, ID: theirs, Principal: "arn:aws:iam::" + theirs + ":role/x",
		Actions: []string{"s3:DeleteObject", "s3:GetObject"}, Resources: []string{"arn:aws:s3:::b/in/*"},
		Keys: []string{"StringEquals aws:PrincipalTag/x: is as the caller chooses"},
	}}
	if diff := cmp.Diff(want, r.Grants); diff != "" {
		t.Error(diff)
	}
	const line = "statement 0 (Read) lets account " + theirs + " do s3:DeleteObject, s3:GetObject on arn:aws:s3:::b/in/*; " +
		"StringEquals aws:PrincipalTag/x: is as the caller chooses"
	if got := r.Grants[0].String(); got != line {
		t.Errorf("got  %s\nwant %s", got, line)
	}
	if w := r.Of(LevelWrite); w.Answer != Yes || len(w.Grants[0].Actions) != 1 || w.Grants[0].Actions[0] != "s3:DeleteObject" {
		t.Errorf("of what it writes: %v", w)
	}
	if p := r.Of(LevelPermissions); p.Answer != No || len(p.Grants) > 0 {
		t.Errorf("of permissions: %v", p)
	}
	if o := r.Only(func(g Grant) bool { return g.To == AService }); o.Answer != No {
		t.Errorf("of services: %v", o)
	}
}

// The address of a page may have a star. Requests without credentials reach S3 and
// a few others, not KMS; those of services tell no network.
func TestWhoHoldsWhatAConditionNames(t *testing.T) {
	allow := func(action, condition string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"` + action + `","Resource":"*","Condition":{` + condition + `}}`
	}
	for name, c := range map[string]struct {
		target     Target
		statements string
		want       Answer
	}{
		"a star that is no wildcard":    {topic, allow("sns:Subscribe", `"StringEquals":{"sns:Endpoint":"https://example.com/*"}`), Unknown},
		"a network without credentials": {cmk, allow("kms:Decrypt", `"StringEquals":{"aws:SourceVpce":"vpce-1"},"Null":{"aws:PrincipalArn":"true"}`), No},
		"a network":                     {cmk, allow("kms:Decrypt", `"StringEquals":{"aws:SourceVpce":"vpce-1"}`), Unknown},
	} {
		if r := document(t, c.statements).Outsiders(c.target, trust); r.Answer != c.want {
			t.Errorf("%s: %v, want %v%s", name, r.Answer, c.want, explain(r))
		}
	}
}

func TestGrantsAreInTheOrderOfStatementsAndTheSureOnesFirst(t *testing.T) {
	r := document(t, `{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1","THEIRS"]},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"acme:x":"y"}}},
		{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1","THEIRS"]},"Action":"s3:GetObject","Resource":"*"}`).Outsiders(bucket, trust)
	var got []string
	for _, g := range r.Grants {
		got = append(got, fmt.Sprint(g.Statement, " ", g.Answer, " ", g.To))
	}
	if want := []string{"0 unknown account", "0 unknown holder of", "1 yes account", "1 unknown holder of"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWhatAConditionComesToIsTold(t *testing.T) {
	given := func(principal, condition string) string {
		return `{"Effect":"Allow","Principal":` + principal + `,"Action":"s3:GetObject","Resource":"*","Condition":{` + condition + `}}`
	}
	for statement, want := range map[string]string{
		given(`{"Federated":"graph.facebook.com"}`, `"StringEquals":{"graph.facebook.com:app_id":"1"}`): "StringEquals graph.facebook.com:app_id: the provider vouches for 1",
		given(`{"AWS":"THEIRS"}`, `"StringEquals":{"graph.facebook.com:app_id":"1"}`):                   "StringEquals graph.facebook.com:app_id: the key is not known",
		given(`{"Federated":"graph.facebook.com"}`, `"Bool":{"aws:SecureTransport":"true"}`):            "Bool aws:SecureTransport: is as the caller chooses",
		given(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-other"}`):                                 "StringEquals aws:PrincipalOrgID: is held to o-other",
		given(`"*"`, `"StringLike":{"aws:PrincipalOrgID":"*"}`):                                         "StringLike aws:PrincipalOrgID: holds for whoever likes",
		given(`"*"`, `"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-other"}`):                         "StringEqualsIfExists aws:PrincipalOrgID: holds for whoever likes",
		given(`"*"`, `"StringLike":{"aws:SourceAccount":"*"}`):                                          "StringLike aws:SourceAccount: holds for whoever likes",
	} {
		r := document(t, statement).Outsiders(bucket, trust)
		if len(r.Grants) == 0 || !slices.Equal(r.Grants[0].Keys, []string{want}) {
			t.Errorf("want %s%s", want, explain(r))
		}
	}
}

func TestADeletedPrincipalIsNoOutsiderButIsTold(t *testing.T) {
	r := document(t, `{"Sid":"Old","Effect":"Allow","Principal":{"AWS":"AROACKCEVSQ6C2EXAMPLE"},"Action":"s3:*","Resource":"*"}`).Outsiders(bucket, trust)
	want := []Grant{{Answer: No, Sid: "Old", To: Deleted, ID: "AROACKCEVSQ6C2EXAMPLE", Principal: "AROACKCEVSQ6C2EXAMPLE", Actions: []string{"s3:*"}}}
	if diff := cmp.Diff(want, r.Bound); diff != "" || r.Answer != No {
		t.Errorf("%v%s", r.Answer, diff)
	}
}

func TestWhatKeepsAGrantFromBeingPublicIsTold(t *testing.T) {
	r := document(t, `{"Sid":"Org","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
		"Condition":{"StringEquals":{"aws:PrincipalOrgID":"ORG"},"Bool":{"aws:SecureTransport":"true"}}}`).Public(bucket)
	if len(r.Bound) != 1 || len(r.Bound[0].Keys) != 1 || r.Bound[0].Keys[0] != "StringEquals aws:PrincipalOrgID restricts who: "+ourOrg {
		t.Errorf("got %+v", r.Bound)
	}
}

func TestTrustOfAPrincipalByItself(t *testing.T) {
	for principal, want := range map[string]Answer{
		ours: Yes, partner: Yes, theirs: No, "arn:aws:iam::" + partner + ":role/x": Yes, "arn:aws:iam::" + theirs + ":root": No,
		"*": No, "ec2.amazonaws.com": Unknown, "AROACKCEVSQ6C2EXAMPLE": Unknown,
		canonicalUser: Unknown,
	} {
		if got := trust.Trusts(cmk, principal); got != want {
			t.Errorf("%s: %v, want %v", principal, got, want)
		}
	}
}

const canonicalUser = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

// S3 knows every account by a canonical user ID, one's own too.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
func TestACanonicalUserIsAStrangerOnlyWhereTheOwnIDsAreKnown(t *testing.T) {
	d := document(t, `{"Effect":"Allow","Principal":{"CanonicalUser":"`+canonicalUser+`"},"Action":"s3:*","Resource":"*"}`)
	for name, c := range map[string]struct {
		known []string
		want  Answer
	}{
		"none is known": {nil, Unknown},
		"it is another": {[]string{"c0ffee"}, Yes},
		"it is our own": {[]string{canonicalUser}, No},
	} {
		t.Run(name, func(t *testing.T) {
			own := Trust{CanonicalUsers: c.known}
			if got := d.Outsiders(bucket, own).Answer; got != c.want {
				t.Errorf("the policy lets outsiders in: %v, want %v", got, c.want)
			}
			if got := own.Trusts(bucket, canonicalUser); got != c.want.Not() {
				t.Errorf("it is trusted: %v, want %v", got, c.want.Not())
			}
		})
	}
}
