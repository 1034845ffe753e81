package secretsmanager

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNotPublic(t *testing.T) {
	orders := checktest.Resource("AWS::SecretsManager::Secret", "orders")
	orders.ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-a1b2c3"
	of := func(statements string) inventory.Part {
		return inventory.SecretPolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Version":"2012-10-17","Statement":[` + statements + `]}`})
	}
	allow := func(more string) string {
		return `{"Sid":"all","Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-a1b2c3"` + more + `}`
	}
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`
	checktest.Run(t, PolicyNotPublic, checktest.Cases{
		"no policy":                  checktest.Pass(inventory.SecretPolicies.Of(inventory.ResourcePolicy{Resource: orders})),
		"everyone":                   checktest.Fail(of(allow(""))).Says("statement 0 (all)", "secretsmanager:GetSecretValue"),
		"everyone with an account":   checktest.Fail(of(`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-a1b2c3"}`)),
		"one account":                checktest.Pass(of(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-a1b2c3"}`)),
		"an organization":            checktest.Pass(of(allow(`,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`))),
		"any organization":           checktest.Fail(of(allow(`,"Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`))),
		"over TLS only":              checktest.Fail(of(allow(`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`))),
		"an office's addresses":      checktest.Pass(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))),
		"all addresses":              checktest.Fail(of(allow(`,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`))),
		"everyone but others denied": checktest.Pass(of(allow("") + deny)),
		"a key that is not known":    checktest.Unknown(of(allow(`,"Condition":{"StringEquals":{"secretsmanager:NewKey":"x"}}`))),
		"not a policy":               checktest.Unknown(inventory.SecretPolicies.Of(inventory.ResourcePolicy{Resource: orders, Policy: `{"Statement":[`})).Says("line 1"),
		"denied":                     checktest.Unknown(inventory.SecretPolicies.Missing(checktest.Denied(orders))),
	})
}
