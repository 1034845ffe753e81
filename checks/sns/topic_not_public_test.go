package sns

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestTopicNotPublic(t *testing.T) {
	orders := checktest.Resource("AWS::SNS::Topic", "orders")
	orders.ARN = "arn:aws:sns:us-east-1:123456789012:orders"
	of := func(statements string) inventory.Part {
		return inventory.SNSTopicPolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Version":"2012-10-17","Statement":[` + statements + `]}`})
	}
	allow := func(more string) string {
		return `{"Sid":"all","Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:123456789012:orders"` + more + `}`
	}
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`
	checktest.Run(t, TopicNotPublic, checktest.Cases{
		"no policy":                  checktest.Pass(inventory.SNSTopicPolicies.Of(inventory.ResourcePolicy{Resource: orders})),
		"everyone":                   checktest.Fail(of(allow(""))).Says("statement 0 (all)", "sns:Publish"),
		"everyone with an account":   checktest.Fail(of(`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:123456789012:orders"}`)),
		"one account":                checktest.Pass(of(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:123456789012:orders"}`)),
		"an organization":            checktest.Pass(of(allow(`,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`))),
		"any organization":           checktest.Fail(of(allow(`,"Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`))),
		"over TLS only":              checktest.Fail(of(allow(`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`))),
		"an office's addresses":      checktest.Pass(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))),
		"all addresses":              checktest.Fail(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`))),
		"everyone but others denied": checktest.Pass(of(allow("") + deny)),
		"a key that is not known":    checktest.Unknown(of(allow(`,"Condition":{"StringEquals":{"sns:NewKey":"x"}}`))),
		"the policy that AWS gives":  checktest.Pass(of(allow(`,"Condition":{"StringEquals":{"AWS:SourceOwner":"123456789012"}}`))),
		"not a policy":               checktest.Unknown(inventory.SNSTopicPolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Statement":[`})).Says("line 1"),
		"denied":                     checktest.Unknown(inventory.SNSTopicPolicies.Missing(checktest.Denied(orders))),
	})
}
