package sqs

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestQueueNotPublic(t *testing.T) {
	orders := checktest.Resource("AWS::SQS::Queue", "orders")
	orders.ARN = "arn:aws:sqs:us-east-1:123456789012:orders"
	of := func(statements string) inventory.Part {
		return inventory.SQSQueuePolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Version":"2012-10-17","Statement":[` + statements + `]}`})
	}
	allow := func(more string) string {
		return `{"Sid":"all","Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"` + more + `}`
	}
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`
	checktest.Run(t, QueueNotPublic, checktest.Cases{
		"no policy":                  checktest.Pass(inventory.SQSQueuePolicies.Of(inventory.ResourcePolicy{Resource: orders})),
		"everyone":                   checktest.Fail(of(allow(""))).Says("statement 0 (all)", "sqs:SendMessage"),
		"everyone with an account":   checktest.Fail(of(`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}`)),
		"one account":                checktest.Pass(of(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}`)),
		"an organization":            checktest.Pass(of(allow(`,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`))),
		"any organization":           checktest.Fail(of(allow(`,"Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`))),
		"over TLS only":              checktest.Fail(of(allow(`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`))),
		"an office's addresses":      checktest.Pass(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))),
		"all addresses":              checktest.Fail(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`))),
		"everyone but others denied": checktest.Pass(of(allow("") + deny)),
		"a key that is not known":    checktest.Unknown(of(allow(`,"Condition":{"StringEquals":{"sqs:NewKey":"x"}}`))),
		"a bucket's notifications":   checktest.Pass(of(allow(`,"Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::data"},"StringEquals":{"aws:SourceAccount":"123456789012"}}`))),
		"not a policy":               checktest.Unknown(inventory.SQSQueuePolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Statement":[`})).Says("line 1"),
		"denied":                     checktest.Unknown(inventory.SQSQueuePolicies.Missing(checktest.Denied(orders))),
	})
}
