package eventbridge

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBusNotPublic(t *testing.T) {
	orders := checktest.Resource("AWS::Events::EventBus", "orders")
	orders.ARN = "arn:aws:events:us-east-1:123456789012:event-bus/orders"
	of := func(statements string) inventory.Part {
		return inventory.EventBuses.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Version":"2012-10-17","Statement":[` + statements + `]}`})
	}
	allow := func(more string) string {
		return `{"Sid":"all","Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:123456789012:event-bus/orders"` + more + `}`
	}
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`
	checktest.Run(t, BusNotPublic, checktest.Cases{
		"no policy":                  checktest.Pass(inventory.EventBuses.Of(inventory.ResourcePolicy{Resource: orders})),
		"everyone":                   checktest.Fail(of(allow(""))).Says("statement 0 (all)", "events:PutEvents"),
		"everyone with an account":   checktest.Fail(of(`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:123456789012:event-bus/orders"}`)),
		"one account":                checktest.Pass(of(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"events:PutEvents","Resource":"arn:aws:events:us-east-1:123456789012:event-bus/orders"}`)),
		"an organization":            checktest.Pass(of(allow(`,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`))),
		"any organization":           checktest.Fail(of(allow(`,"Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`))),
		"over TLS only":              checktest.Fail(of(allow(`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`))),
		"an office's addresses":      checktest.Pass(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))),
		"all addresses":              checktest.Fail(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`))),
		"everyone but others denied": checktest.Pass(of(allow("") + deny)),
		"a key that is not known":    checktest.Unknown(of(allow(`,"Condition":{"StringEquals":{"eventbridge:NewKey":"x"}}`))),
		"not a policy":               checktest.Unknown(inventory.EventBuses.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Statement":[`})).Says("line 1"),
		"denied":                     checktest.Unknown(inventory.EventBuses.Missing(checktest.Denied(orders))),
	})
}
