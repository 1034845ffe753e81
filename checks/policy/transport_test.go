package policy

import (
	"slices"
	"testing"
)

const (
	onBoth      = `"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`
	insecure    = `"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
	denyAllHTTP = `{"Effect":"Deny","Principal":"*","Action":"s3:*",` + onBoth + `,` + insecure + `}`
)

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
// https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html
func TestTLSOnly(t *testing.T) {
	deny := func(rest string) string { return `{"Effect":"Deny",` + rest + `}` }
	given := func(condition string) string {
		return deny(`"Principal":"*","Action":"s3:*",` + onBoth + `,"Condition":{` + condition + `}`)
	}
	for name, c := range map[string]struct {
		statements string
		want       Answer
	}{
		"as AWS recommends":                 {denyAllHTTP, Yes},
		"to every AWS principal":            {deny(`"Principal":{"AWS":"*"},"Action":"s3:*",` + onBoth + `,` + insecure), Yes},
		"every action of every service":     {deny(`"Principal":"*","Action":"*",` + onBoth + `,` + insecure), Yes},
		"a star for both":                   {deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b*",` + insecure), Yes},
		"every resource":                    {deny(`"Principal":"*","Action":"s3:*","Resource":"*",` + insecure), Yes},
		"bucket and objects, apart":         {deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b",`+insecure) + `,` + deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*",`+insecure), Yes},
		"false without quotes":              {given(`"Bool":{"aws:SecureTransport":false}`), Yes},
		"false in other case":               {given(`"Bool":{"AWS:securetransport":"False"}`), Yes},
		"false if it is said":               {given(`"BoolIfExists":{"aws:SecureTransport":"false"}`), Yes},
		"false as a string":                 {given(`"StringEquals":{"aws:SecureTransport":"false"}`), Yes},
		"a string in other case":            {given(`"StringEquals":{"aws:SecureTransport":"False"}`), No},
		"what is not true":                  {given(`"StringNotEquals":{"aws:SecureTransport":"true"}`), Yes},
		"false or true":                     {given(`"Bool":{"aws:SecureTransport":["false","true"]}`), Yes},
		"whatever the transport":            {deny(`"Principal":"*","Action":"s3:*",` + onBoth), Yes},
		"all actions but none":              {deny(`"Principal":"*","NotAction":[],` + onBoth + `,` + insecure), Yes},
		"all resources but another bucket":  {deny(`"Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::c/*",` + insecure), Yes},
		"denied to all but nobody":          {deny(`"NotPrincipal":{"AWS":[]},"Action":"s3:*",` + onBoth + `,` + insecure), Yes},
		"true is denied":                    {given(`"Bool":{"aws:SecureTransport":"true"}`), No},
		"objects only":                      {deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*",` + insecure), No},
		"the bucket only":                   {deny(`"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b",` + insecure), No},
		"a folder only":                     {deny(`"Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/a/*"],` + insecure), No},
		"another bucket":                    {deny(`"Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::c","arn:aws:s3:::c/*"],` + insecure), No},
		"all but a folder":                  {deny(`"Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::b/plain/*",` + insecure), No},
		"reads only":                        {deny(`"Principal":"*","Action":"s3:GetObject",` + onBoth + `,` + insecure), No},
		"the actions that one thinks of":    {deny(`"Principal":"*","Action":["s3:Get*","s3:Put*","s3:List*","s3:Delete*"],` + onBoth + `,` + insecure), No},
		"all actions but one":               {deny(`"Principal":"*","NotAction":"s3:GetObject",` + onBoth + `,` + insecure), No},
		"our account only":                  {deny(`"Principal":{"AWS":"OURS"},"Action":"s3:*",` + onBoth + `,` + insecure), No},
		"all but a role":                    {deny(`"NotPrincipal":{"AWS":["arn:aws:iam::OURS:role/legacy","OURS"]},"Action":"s3:*",` + onBoth + `,` + insecure), No},
		"all but a role of others":          {deny(`"NotPrincipal":{"AWS":["arn:aws:iam::THEIRS:role/legacy","THEIRS"]},"Action":"s3:*",` + onBoth + `,` + insecure), No},
		"all but a service":                 {deny(`"NotPrincipal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:*",` + onBoth + `,` + insecure), No},
		"all but an account in an org.":     {deny(`"NotPrincipal":{"AWS":["arn:aws:iam::THEIRS:root","THEIRS"]},"Action":"s3:*",`+onBoth+`,`+insecure) + `,` + given(`"Bool":{"aws:SecureTransport":"false"},"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}`), No}, // which it may be in
		"all but our account, in its org.":  {deny(`"NotPrincipal":{"AWS":["arn:aws:iam::OURS:root","OURS"]},"Action":"s3:*",`+onBoth+`,`+insecure) + `,` + given(`"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:PrincipalOrgID":"ORG"}`), Yes},
		"services only":                     {deny(`"Principal":{"Service":"s3.amazonaws.com"},"Action":"s3:*",` + onBoth + `,` + insecure), No},
		"also of another organization":      {given(`"Bool":{"aws:SecureTransport":"false"},"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}`), No},
		"also of another account":           {given(`"Bool":{"aws:SecureTransport":"false"},"StringNotEquals":{"aws:PrincipalAccount":"PARTNER"}`), No},
		"also of other accounts":            {given(`"Bool":{"aws:SecureTransport":"false"},"StringNotEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}`), No},
		"also no service":                   {given(`"Bool":{"aws:SecureTransport":"false","aws:PrincipalIsAWSService":"false"}`), No},
		"also from an address":              {given(`"Bool":{"aws:SecureTransport":"false"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), No},
		"an office or an endpoint":          {given(`"Bool":{"aws:SecureTransport":"false"},"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`) + `,` + given(`"Bool":{"aws:SecureTransport":"false"},"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`), Yes}, // nobody comes from both
		"also from elsewhere":               {given(`"Bool":{"aws:SecureTransport":"false"},"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), No},
		"also by an old program":            {given(`"Bool":{"aws:SecureTransport":"false"},"StringLike":{"aws:UserAgent":"*old*"}`), No},
		"also a condition that is no bound": {given(`"Bool":{"aws:SecureTransport":"false"},"StringLike":{"aws:UserAgent":"*"}`), Yes},
		"also one that nobody knows":        {given(`"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"acme:x":"y"}`), Unknown},
		"an old TLS is denied":              {given(`"NumericLessThan":{"s3:TlsVersion":"1.2"}`), No}, // of plain HTTP there is no version
		"an old TLS or none is denied":      {given(`"NumericLessThanIfExists":{"s3:TlsVersion":"1.2"}`), Yes},
		"allowed with TLS only":             {`{"Effect":"Allow","Principal":"*","Action":"s3:*",` + onBoth + `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, No},
		"nothing":                           {``, No},
		"one of two that narrow":            {given(`"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:UserAgent":"x"}`) + `,` + given(`"Bool":{"aws:SecureTransport":"false"},"StringNotEquals":{"aws:UserAgent":"x"}`), Yes},
	} {
		t.Run(name, func(t *testing.T) {
			r := document(t, c.statements).TLSOnly(bucket)
			if r.Answer != c.want {
				t.Errorf("got %v, want %v%s", r.Answer, c.want, explain(r))
			}
			if (r.Answer == Yes) != (len(r.Grants) == 0) {
				t.Errorf("%v with%s", r.Answer, explain(r))
			}
		})
	}
}

func TestTLSOnlyOfSomeActions(t *testing.T) {
	d := document(t, `{"Effect":"Deny","Principal":"*","Action":"sns:Publish","Resource":"*",`+insecure+`}`)
	if r := d.TLSOnly(topic, "sns:Publish"); r.Answer != Yes {
		t.Errorf("of what is published: %v%s", r.Answer, explain(r))
	}
	if r := d.TLSOnly(topic, "sns:Publish", "SNS:Subscribe"); r.Answer != No || !slices.Equal(r.Grants[0].Actions, []string{"sns:Subscribe"}) {
		t.Errorf("with subscriptions: %v%s", r.Answer, explain(r))
	}
}

func TestWhoMayDoWithoutTLSIsTold(t *testing.T) {
	for spared, want := range map[string]string{"OURS": "principals of the account", "THEIRS": AnyPrincipal} {
		r := document(t, `{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::`+spared+`:role/legacy","`+spared+`"]},"Action":"s3:*",`+onBoth+`,`+insecure+`}`).TLSOnly(bucket)
		if len(r.Grants) != 1 || r.Grants[0].To != want {
			t.Errorf("want %s%s", want, explain(r))
		}
	}
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
func TestMinTLS(t *testing.T) {
	below := func(operator, version string) string {
		return `{"Effect":"Deny","Principal":"*","Action":"s3:*",` + onBoth + `,"Condition":{"` + operator + `":{"s3:TlsVersion":` + version + `}}}`
	}
	for name, c := range map[string]struct {
		statements, want string
		certain          bool
	}{
		"nothing":                {``, "1.0", true},
		"below 1.2":              {below("NumericLessThan", `"1.2"`), "1.2", true},
		"below 1.2, as a number": {below("NumericLessThan", `1.2`), "1.2", true},
		"up to 1.2":              {below("NumericLessThanEquals", `["1.2"]`), "1.3", true},
		"below 1.3":              {below("NumericLessThan", `"1.3"`), "1.3", true},
		"all but 1.3":            {below("NumericNotEquals", `"1.3"`), "1.3", true},
		"above 1.2":              {below("NumericGreaterThan", `"1.2"`), "1.0", true},
		"objects only":           {`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`, "1.0", true},
		"everything":             {`{"Effect":"Deny","Principal":"*","Action":"s3:*",` + onBoth + `}`, "", true},
		"perhaps below 1.2":      {`{"Effect":"Deny","Principal":"*","Action":"s3:*",` + onBoth + `,"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"},"Bool":{"acme:x":"true"}}}`, "1.2", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, certain := document(t, c.statements).MinTLS(bucket)
			if got != c.want || certain != c.certain {
				t.Errorf("got %q, %t, want %q, %t", got, certain, c.want, c.certain)
			}
		})
	}
}

func TestDeniedWhateverElseIsAllowed(t *testing.T) {
	vault := Target{ARN: "arn:aws:backup:eu-west-1:" + ours + ":backup-vault:v", Now: today}
	keeps := document(t, `{"Effect":"Deny","Principal":"*","Action":["backup:DeleteRecoveryPoint","backup:UpdateRecoveryPointLifecycle"],"Resource":"*"}`)
	if r := keeps.Denied(vault, nil, "backup:DeleteRecoveryPoint"); r.Answer != Yes {
		t.Errorf("deletion: %v%s", r.Answer, explain(r))
	}
	if r := keeps.Denied(vault, nil, "backup:Delete*"); r.Answer != No {
		t.Errorf("all deletion: %v%s", r.Answer, explain(r))
	}
	own := document(t, `{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*","Condition":{"Null":{"s3:x-amz-server-side-encryption-customer-algorithm":"false"}}}`)
	const header = "s3:x-amz-server-side-encryption-customer-algorithm"
	for value, want := range map[string]Answer{"AES256": Yes, "*": Yes, "": No} {
		if r := own.Denied(bucket, map[string]string{header: value}, "s3:PutObject"); r.Answer != want {
			t.Errorf("uploads with the header %q: %v%s", value, r.Answer, explain(r))
		}
	}
	// No deletion has that header, whatever else has it.
	all := document(t, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Null":{"`+header+`":"true"}}}`)
	if r := all.Denied(bucket, map[string]string{header: "AES256"}, "s3:DeleteBucket"); r.Answer != Yes {
		t.Errorf("deletion: %v%s", r.Answer, explain(r))
	}
}
