package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const everyoneReads = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"},`

// A Deny takes away only what the caller cannot get round.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html#AccessPolicyLanguage_Interplay
func TestPublicDespiteDeny(t *testing.T) {
	deny := func(rest string) string { return everyoneReads + `{"Effect":"Deny",` + rest + `}` }
	on := func(condition string) string {
		return deny(`"Principal":"*","Action":"s3:*","Resource":"*","Condition":{` + condition + `}`)
	}
	runPublic(t, map[string]publicCase{
		"all is denied":                             {bucket, deny(`"Principal":"*","Action":"*","Resource":"*"`), No, ""},
		"all is denied to AWS principals":           {bucket, deny(`"Principal":{"AWS":"*"},"Action":"*","Resource":"*"`), No, ""},
		"an account is denied":                      {bucket, deny(`"Principal":{"AWS":"THEIRS"},"Action":"*","Resource":"*"`), Yes, Anyone},
		"a service is denied":                       {bucket, deny(`"Principal":{"Service":"s3.amazonaws.com"},"Action":"*","Resource":"*"`), Yes, Anyone},
		"all but the account are denied":            {bucket, deny(`"NotPrincipal":{"AWS":"arn:aws:iam::OURS:root"},"Action":"*","Resource":"*"`), No, ""},
		"another action is denied":                  {bucket, deny(`"Principal":"*","Action":"s3:PutObject","Resource":"*"`), Yes, Anyone},
		"all other actions are denied":              {bucket, deny(`"Principal":"*","NotAction":"s3:GetObject","Resource":"*"`), Yes, Anyone},
		"all but other actions are denied":          {bucket, deny(`"Principal":"*","NotAction":"s3:PutObject","Resource":"*"`), No, ""},
		"one object is denied":                      {bucket, deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/secret"`), Yes, Anyone},
		"the bucket is denied, its objects are not": {bucket, deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"`), Yes, Anyone},
		"all objects are denied":                    {bucket, deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"`), No, ""},
		"all but a folder is denied":                {bucket, deny(`"Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::b/public/*"`), Yes, Anyone},
		"all but another bucket is denied":          {bucket, deny(`"Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::c/*"`), No, ""},
		"a part of a name is denied":                {bucket, deny(`"Principal":{"AWS":"arn:aws:iam::*:root"},"Action":"*","Resource":"*"`), Yes, Anyone},

		"other organizations":                           {bucket, on(`"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}`), No, ""},
		"other organizations, if any":                   {bucket, on(`"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"ORG"}`), No, ""},
		"other organizations, by a positive test":       {bucket, on(`"StringEquals":{"aws:PrincipalOrgID":"o-other"}`), Yes, Anyone},
		"other organizations, none excepted":            {bucket, on(`"Null":{"aws:PrincipalOrgID":"true"}`), Yes, AnyPrincipal}, // another's member
		"other organizations, but services":             {bucket, on(`"StringNotEquals":{"aws:PrincipalOrgID":"ORG"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`), Yes, AnyService},
		"services only":                                 {bucket, on(`"Bool":{"aws:PrincipalIsAWSService":"true"}`), Yes, Anyone},
		"other paths, for any value":                    {bucket, on(`"ForAnyValue:StringNotLike":{"aws:PrincipalOrgPaths":"ORG/*"}`), Yes, Anyone}, // of no value none is unlike
		"other paths, for all values":                   {bucket, on(`"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"ORG/*"}`), No, ""},
		"other accounts":                                {bucket, on(`"StringNotEquals":{"aws:PrincipalAccount":"OURS"}`), No, ""},
		"all but a user":                                {bucket, on(`"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::OURS:user/user-name"}`), No, ""},
		"all but users of one name":                     {bucket, on(`"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/user-name"}`), Yes, AnyPrincipal},
		"all but a role's sessions":                     {bucket, on(`"StringNotLike":{"aws:userId":["AROAEXAMPLEID:*","OURS"]}`), No, ""},
		"other addresses":                               {bucket, on(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), No, ""},
		"other addresses, if any":                       {bucket, on(`"NotIpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}`), No, ""},
		"some addresses":                                {bucket, on(`"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), Yes, Anyone},
		"the internet, but not VPC endpoints":           {bucket, on(`"IpAddress":{"aws:SourceIp":["0.0.0.0/0","::/0"]}`), Yes, Anyone},
		"all but a range that is none":                  {bucket, on(`"NotIpAddress":{"aws:SourceIp":"everywhere"}`), Unknown, Anyone},
		"all but a range that is none, and but all":     {bucket, on(`"NotIpAddress":{"aws:SourceIp":"everywhere"}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}`, Unknown, Anyone},
		"other endpoints":                               {bucket, on(`"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}`), No, ""},
		"other endpoints, of those that have one":       {bucket, on(`"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"},"Null":{"aws:SourceVpce":"false"}`), Yes, Anyone},
		"other endpoints or other addresses":            {bucket, on(`"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), No, ""},
		"plain HTTP":                                    {bucket, on(`"Bool":{"aws:SecureTransport":"false"}`), Yes, Anyone},
		"plain HTTP and TLS, each by itself":            {bucket, on(`"Bool":{"aws:SecureTransport":"false"}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, No, ""},
		"no second factor":                              {bucket, on(`"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}`), Yes, AnyPrincipal},
		"no second factor, to temporary ones":           {bucket, on(`"Bool":{"aws:MultiFactorAuthPresent":"false"}`), Yes, Anyone}, // AWS warns of this one
		"other referers":                                {bucket, on(`"StringNotLike":{"aws:Referer":"https://example.com/*"}`), Yes, Anyone},
		"any referer and none":                          {bucket, on(`"StringLike":{"aws:Referer":"*"}`) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Null":{"aws:Referer":"true"}}}`, No, ""},
		"what is denied has a key that is unknown":      {bucket, on(`"StringNotEquals":{"acme:Department":"x"}`), Unknown, Anyone},
		"an unknown key beside one that can be avoided": {bucket, on(`"StringNotEquals":{"acme:Department":"x"},"Bool":{"aws:SecureTransport":"false"}`), Yes, Anyone},
		"an operator that is unknown":                   {bucket, on(`"StringAlike":{"aws:Referer":"x"}`), Unknown, Anyone},
		"uploads without encryption":                    {bucket, on(`"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}`), No, ""}, // reads have no such key
		"a variable of the caller":                      {bucket, on(`"StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}`), No, ""},
		"a time that is past":                           {bucket, on(`"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}`), Yes, Anyone},
		"a time that has begun":                         {bucket, on(`"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}`), No, ""},
		"the account of the resource is another":        {bucket, on(`"StringNotEquals":{"aws:ResourceAccount":"OURS"}`), Yes, Anyone},
	})
}

// Conditions of the grant and of what denies are about one request.
func TestPublicWhereAllowAndDenyShareAKey(t *testing.T) {
	both := func(allow, deny string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"*","Condition":{` + allow + `}},
			{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{` + deny + `}}`
	}
	runPublic(t, map[string]publicCase{
		"denied what is allowed":        {bucket, both(`"StringEquals":{"s3:prefix":"home/"}`, `"StringEquals":{"s3:prefix":"home/"}`), No, ""},
		"denied another value":          {bucket, both(`"StringEquals":{"s3:prefix":"home/"}`, `"StringEquals":{"s3:prefix":"etc/"}`), Yes, Anyone},
		"no prefix, denied another":     {bucket, both(`"StringEquals":{"s3:prefix":""}`, `"StringNotLike":{"s3:prefix":["","home/*"]}`), Yes, Anyone},
		"denied all but the last":       {bucket, both(`"StringEquals":{"s3:prefix":["`+strings.Join(numbered("%d/", 60), `","`)+`"]}`, `"StringNotEquals":{"s3:prefix":"59/"}`), Yes, Anyone},
		"denied part of a pattern":      {bucket, both(`"StringLike":{"s3:prefix":"home/*"}`, `"StringLike":{"s3:prefix":"home/a*"}`), Yes, Anyone},
		"denied a wider pattern":        {bucket, both(`"StringLike":{"s3:prefix":"home/*"}`, `"StringLike":{"s3:prefix":"h*"}`), No, ""},
		"denied all but a narrower one": {bucket, both(`"StringLike":{"s3:prefix":"home/*"}`, `"StringNotLike":{"s3:prefix":"home/ann/*"}`), Yes, Anyone},
		"denied all but a disjoint one": {bucket, both(`"StringLike":{"s3:prefix":"home/*"}`, `"StringNotLike":{"s3:prefix":"etc/*"}`), No, ""},
		"an overlap of two patterns":    {bucket, both(`"StringLike":{"s3:prefix":"a*"}`, `"StringNotLike":{"s3:prefix":"*b"}`), Yes, Anyone},
		"more than is counted":          {bucket, both(`"StringLike":{"s3:prefix":"a*"}`, `"StringLike":{"s3:prefix":["a","a?","a???*"]}`), Unknown, Anyone},
		"more patterns than are kept":   {bucket, both(`"StringLike":{"s3:prefix":["`+strings.Join(numbered("*a%d*", 60), `","`)+`"]}`, `"StringNotLike":{"s3:prefix":"*z*"}`), Unknown, Anyone},
		"as many as are kept, and one":  {bucket, both(`"StringLike":{"s3:prefix":["`+strings.Join(numbered("*a%d*", mostGlobs-1), `","`)+`"]}`, `"StringNotLike":{"s3:prefix":"*z*"}`), Unknown, Anyone},
		"tangled patterns and a start":  {bucket, both(`"StringLike":{"s3:prefix":"*a*a*a*a*"},"StringLikeIfExists":{"s3:prefix":"*b*b*b*b*"}`, `"StringNotLike":{"s3:prefix":"x*"}`), Yes, Anyone},
		"numbers that leave one":        {bucket, both(`"NumericLessThanEquals":{"s3:max-keys":"10"}`, `"NumericLessThan":{"s3:max-keys":"10"}`), Yes, Anyone},
		"numbers that leave none":       {bucket, both(`"NumericLessThan":{"s3:max-keys":"10"}`, `"NumericLessThanEquals":{"s3:max-keys":"10"}`), No, ""},
		"addresses that leave too few":  {bucket, both(`"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}`, `"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}`), No, ""},
		"an endpoint or an address":     {bucket, both(`"StringLike":{"aws:SourceVpce":"*"}`, `"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}`), No, ""},
	})
}

// tangle denies all but a request in which each of some tags has a value of its
// own, of fewer than there are. That there is none takes long to find.
func tangle(who, action string, values int) string {
	var all []string
	deny := func(condition string) {
		all = append(all, `{"Effect":"Deny",`+who+`"Action":"`+action+`","Resource":"*","Condition":{`+condition+`}}`)
	}
	for i := range values + 1 {
		deny(fmt.Sprintf(`"StringNotEquals":{"aws:RequestTag/%d":%s}`, i, several(values, "v%d")))
		for j := range i {
			for v := range values {
				deny(fmt.Sprintf(`"StringEquals":{"aws:RequestTag/%d":"v%d","aws:RequestTag/%d":"v%d"}`, i, v, j, v))
			}
		}
	}
	return strings.Join(all, ",")
}

func TestASearchThatIsGivenUpIsUnknown(t *testing.T) {
	if r := document(t, everyoneReads+tangle(`"Principal":"*",`, "*", 7)).Public(bucket); r.Answer != Unknown {
		t.Errorf("got %v%s", r.Answer, explain(r))
	}
}

func numbered(form string, n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(form, i))
	}
	return all
}

// Requests for an object have no prefix.
func TestADenyOfRequestsWithoutAKeyLeavesThoseWithIt(t *testing.T) {
	r := document(t, `{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]},
		{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Null":{"s3:prefix":"true"}}}`).Public(bucket)
	if len(r.Grants) != 1 || !slices.Equal(r.Grants[0].Actions, []string{"s3:ListBucket"}) {
		t.Errorf("got %v%s", r.Answer, explain(r))
	}
}

// Users are denied what sessions are not.
func TestAVariableTellsKindsOfPrincipalsApart(t *testing.T) {
	rule := `"Resource":"arn:aws:events:eu-west-1:OURS:rule/main/`
	runPublic(t, map[string]publicCase{"the type of the principal": {bus, `{"Effect":"Allow","Principal":"*","Action":"events:PutRule",` + rule + `User"},
		{"Effect":"Deny","Principal":"*","Action":"*",` + rule + `${aws:PrincipalType}"}`, Yes, AnyPrincipal}})
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func TestRangesOfSeveralStatementsAddUp(t *testing.T) {
	from := func(prefix string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":"` + prefix + `"}}}`
	}
	parts := from("0.0.0.0/4")
	for _, p := range []string{"16.0.0.0/4", "32.0.0.0/4", "48.0.0.0/4"} {
		parts += "," + from(p)
	}
	runPublic(t, map[string]publicCase{
		"a sixteenth of the internet": {bucket, from("16.0.0.0/4"), No, ""},
		"a quarter in four pieces":    {bucket, parts, Yes, Anyone},
	})
}

func TestResourceControlPoliciesDenyToo(t *testing.T) {
	target := bucket
	target.Controls = []*Document{document(t, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"ORG"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}},
		{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceOrgID":"ORG"},"Bool":{"aws:PrincipalIsAWSService":"true"}}}`)}
	runPublic(t, map[string]publicCase{
		"with it":    {target, everyoneReads[:len(everyoneReads)-1], No, ""},
		"without it": {bucket, everyoneReads[:len(everyoneReads)-1], Yes, Anyone},
	})
	target.Controls = []*Document{nil}
	runPublic(t, map[string]publicCase{"if it could not be read": {target, everyoneReads[:len(everyoneReads)-1], Unknown, Anyone}})
}

func TestOfNoDocumentNothingIsKnown(t *testing.T) {
	var d *Document
	if p, o, l := d.Public(bucket), d.Outsiders(bucket, trust), d.TLSOnly(bucket); p.Answer != Unknown || o.Answer != Unknown || l.Answer != Unknown {
		t.Errorf("got %v, %v and %v", p.Answer, o.Answer, l.Answer)
	}
	if v, certain := d.MinTLS(bucket); certain {
		t.Errorf("got %q for certain", v)
	}
}

// The policy leaves a half of all addresses. To read, a control leaves them all;
// to write, another leaves those of the other half.
func TestStatementsOfDifferentControlsThatDenyAddressesAreTakenApart(t *testing.T) {
	but := func(action, addresses string) string {
		return `{"Effect":"Deny","Principal":"*","Action":"` + action + `","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":[` + addresses + `]}}}`
	}
	target := bucket
	target.Controls = []*Document{
		document(t, but("s3:GetObject", `"0.0.0.0/1","128.0.0.0/1"`)),
		document(t, but("s3:PutObject", `"128.0.0.0/1"`)),
	}
	r := document(t, `{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b/*"},`+
		but("s3:*", `"0.0.0.0/1"`)).Public(target)
	var public []string
	for _, g := range r.Grants {
		public = append(public, g.Actions...)
	}
	if !slices.Contains(public, "s3:GetObject") || slices.Contains(public, "s3:PutObject") {
		t.Errorf("public: %v%s", public, explain(r))
	}
}
