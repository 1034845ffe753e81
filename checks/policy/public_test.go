package policy

import (
	"strings"
	"testing"
)

// publicCase is a policy, what Public says of it and, if it is not No, to whom
// the widest grant is.
type publicCase struct {
	target     Target
	statements string
	want       Answer
	to         string
}

func runPublic(t *testing.T, cases map[string]publicCase) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := document(t, c.statements).Public(c.target)
			to := ""
			if len(r.Grants) > 0 {
				to = r.Grants[0].To
			}
			if r.Answer != c.want || to != c.to {
				t.Errorf("got %v to %q, want %v to %q%s", r.Answer, to, c.want, c.to, explain(r))
			}
		})
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
func TestPublicByPrincipal(t *testing.T) {
	runPublic(t, map[string]publicCase{
		"everyone": {bucket, `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, Yes, Anyone},
		"every AWS principal, which is everyone too": {bucket, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, Yes, Anyone},
		"a star among others":                        {bucket, `{"Effect":"Allow","Principal":{"AWS":["OURS","*"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, Yes, Anyone},
		"a service that takes no anonymous requests": {cmk, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*"}`, Yes, AnyPrincipal},
		"an account":                                           {bucket, `{"Effect":"Allow","Principal":{"AWS":"THEIRS"},"Action":"s3:*","Resource":"*"}`, No, ""},
		"a service":                                            {topic, `{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sns:Publish","Resource":"*"}`, No, ""},
		"a provider":                                           {role, `{"Effect":"Allow","Principal":{"Federated":"graph.facebook.com"},"Action":"sts:AssumeRoleWithWebIdentity"}`, No, ""},
		"whom a provider for all vouches for":                  {bucket, `{"Effect":"Allow","Principal":{"Federated":"graph.facebook.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}`, Yes, AProvider},
		"those of one app at such a provider":                  {bucket, `{"Effect":"Allow","Principal":{"Federated":"graph.facebook.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"graph.facebook.com:app_id":"111222333444"}}}`, No, ""},
		"whom a provider of ours vouches for":                  {bucket, `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::OURS:saml-provider/staff"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}`, No, ""},
		"a provider for all, denied":                           {bucket, `{"Effect":"Allow","Principal":{"Federated":"www.amazon.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"},{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}`, No, ""},
		"a principal that was deleted":                         {bucket, `{"Effect":"Allow","Principal":{"AWS":"AROADBQP57FF2AEXAMPLE"},"Action":"s3:*","Resource":"*"}`, No, ""},
		"all but one, who may be anyone":                       {bucket, `{"Effect":"Allow","NotPrincipal":{"AWS":"OURS"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, Yes, Anyone},
		"any service, if AWS takes that":                       {topic, `{"Effect":"Allow","Principal":{"Service":"*"},"Action":"sns:Publish","Resource":"*"}`, Unknown, AnyService},
		"no principal, which AWS refuses in a resource policy": {bucket, `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, Unknown, Anyone},
		"part of a name, which AWS refuses":                    {bucket, `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::*:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, Unknown, AnyPrincipal},
		"an empty principal":                                   {bucket, `{"Effect":"Allow","Principal":{},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, No, ""},
		"a trust of everyone":                                  {role, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}`, Yes, AnyPrincipal},
		"a queue for everyone":                                 {queue, `{"Effect":"Allow","Principal":"*","Action":"SQS:SendMessage","Resource":"*"}`, Yes, Anyone},
		"no statement":                                         {bucket, ``, No, ""},
	})
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func TestPublicByActionAndResource(t *testing.T) {
	everyone := func(rest string) string { return `{"Effect":"Allow","Principal":"*",` + rest + `}` }
	runPublic(t, map[string]publicCase{
		"an action in other case":              {bucket, everyone(`"Action":"S3:getobject","Resource":"*"`), Yes, Anyone},
		"part of an action":                    {bucket, everyone(`"Action":"s3:*Object","Resource":"*"`), Yes, Anyone},
		"an action of another service":         {bucket, everyone(`"Action":"sqs:*","Resource":"*"`), No, ""},
		"all but an action":                    {bucket, everyone(`"NotAction":"s3:DeleteBucket","Resource":"*"`), Yes, Anyone},
		"all but all of the service":           {bucket, everyone(`"NotAction":"s3:*","Resource":"*"`), No, ""},
		"no action":                            {bucket, everyone(`"Action":[],"Resource":"*"`), No, ""},
		"all but none":                         {bucket, everyone(`"NotAction":[],"Resource":"*"`), Yes, Anyone},
		"an action that is newer than this":    {bucket, everyone(`"Action":"s3:GetHologram","Resource":"*"`), Yes, Anyone},
		"objects by an action of buckets":      {bucket, everyone(`"Action":"s3:ListBucket","Resource":"arn:aws:s3:::b/*"`), No, ""},
		"the bucket by an action of objects":   {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b"`), No, ""},
		"one object":                           {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/index.html"`), Yes, Anyone},
		"another bucket":                       {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"`), No, ""},
		"a bucket in other case":               {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::B/*"`), No, ""},
		"another partition":                    {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws-cn:s3:::b/*"`), No, ""},
		"all but one object":                   {bucket, everyone(`"Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/secret"`), Yes, Anyone},
		"all but all objects":                  {bucket, everyone(`"Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/*"`), No, ""},
		"a folder of each user":                {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}/*"`), Unknown, AnyPrincipal},
		"an ARN of too few parts":              {bucket, everyone(`"Action":"s3:GetObject","Resource":"arn:aws:s3*"`), Unknown, Anyone},
		"a policy that names no resource":      {role, `{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}`, Yes, AnyPrincipal},
		"versions of a function":               {function, everyone(`"Action":"lambda:InvokeFunction","Resource":"` + function.ARN + `:*"`), Yes, Anyone},
		"rules of a bus":                       {bus, everyone(`"Action":"events:PutRule","Resource":"arn:aws:events:eu-west-1:OURS:rule/main/*"`), Yes, AnyPrincipal},
		"rules of another bus":                 {bus, everyone(`"Action":"events:PutRule","Resource":"arn:aws:events:eu-west-1:OURS:rule/other/*"`), No, ""},
		"rules of the default bus":             {Target{ARN: strings.Replace(bus.ARN, "/main", "/default", 1)}, everyone(`"Action":"events:PutRule","Resource":"arn:aws:events:eu-west-1:OURS:rule/x"`), Yes, AnyPrincipal},
		"a service whose actions are not here": {Target{ARN: "arn:aws:foo:eu-west-1:" + ours + ":thing/x"}, everyone(`"Action":"foo:Get*","Resource":"*"`), Yes, AnyPrincipal},
	})
}

var (
	function = Target{ARN: "arn:aws:lambda:eu-west-1:" + ours + ":function:f", Organization: ourOrg, Now: today}
	bus      = Target{ARN: "arn:aws:events:eu-west-1:" + ours + ":event-bus/main", Organization: ourOrg, Now: today}
)
