package lambda

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: PolicyNotPublic, Table: inventory.LambdaPolicies, Type: "AWS::Lambda::Function",
		ARN: "arn:aws:lambda:us-east-1:123456789012:function:orders", Action: "lambda:InvokeFunction",
	}
	url := s
	url.Action = "lambda:InvokeFunctionUrl"
	const bucket = `{"Service":"s3.amazonaws.com"}`
	s.Run(t, checktest.Cases{
		"a function URL without sign-in": checktest.Fail(url.Everyone(`"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}`)),
		"a bucket of any account":        checktest.Fail(s.Of(s.Allow(bucket, ""))),
		"a bucket of this account":       checktest.Pass(s.Of(s.Allow(bucket, `,"Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"}}`))),
		"a bucket, by a key not known":   checktest.Unknown(s.Of(s.Allow(bucket, `,"Condition":{"StringEquals":{"lambda:NewKey":"x"}}`))).Says("whose buckets"),
	})
}
