package lambda

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNotPublic(t *testing.T) {
	orders := checktest.Resource("AWS::Lambda::Function", "orders")
	orders.ARN = "arn:aws:lambda:us-east-1:123456789012:function:orders"
	of := func(statements string) inventory.Part {
		return inventory.LambdaPolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Version":"2012-10-17","Statement":[` + statements + `]}`})
	}
	allow := func(more string) string {
		return `{"Sid":"all","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders"` + more + `}`
	}
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`
	checktest.Run(t, PolicyNotPublic, checktest.Cases{
		"no policy":                      checktest.Pass(inventory.LambdaPolicies.Of(inventory.ResourcePolicy{Resource: orders})),
		"everyone":                       checktest.Fail(of(allow(""))).Says("statement 0 (all)", "lambda:InvokeFunction"),
		"everyone with an account":       checktest.Fail(of(`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders"}`)),
		"one account":                    checktest.Pass(of(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders"}`)),
		"an organization":                checktest.Pass(of(allow(`,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`))),
		"any organization":               checktest.Fail(of(allow(`,"Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`))),
		"over TLS only":                  checktest.Fail(of(allow(`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`))),
		"an office's addresses":          checktest.Pass(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))),
		"all addresses":                  checktest.Fail(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`))),
		"everyone but others denied":     checktest.Pass(of(allow("") + deny)),
		"a key that is not known":        checktest.Unknown(of(allow(`,"Condition":{"StringEquals":{"lambda:NewKey":"x"}}`))),
		"a function URL without sign-in": checktest.Fail(of(`{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`)),
		"a bucket of any account":        checktest.Fail(of(`{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders"}`)),
		"a bucket of this account":       checktest.Pass(of(`{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders","Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"}}}`)),
		"a bucket, by a key not known":   checktest.Unknown(of(`{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:orders","Condition":{"StringEquals":{"lambda:NewKey":"x"}}}`)).Says("whose buckets"),
		"not a policy":                   checktest.Unknown(inventory.LambdaPolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Statement":[`})).Says("line 1"),
		"denied":                         checktest.Unknown(inventory.LambdaPolicies.Missing(checktest.Denied(orders))),
	})
}
