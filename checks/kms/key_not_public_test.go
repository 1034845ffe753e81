package kms

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKeyNotPublic(t *testing.T) {
	allow := func(condition string) inventory.Part {
		return keyPolicy(toAccount + `,{"Sid":"all","Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:Decrypt","kms:Encrypt"],"Resource":"*"` + condition + `}`)
	}
	checktest.Run(t, KeyNotPublic, checktest.Cases{
		"the default":                       checktest.Pass(key(), keyPolicy(toAccount)),
		"everyone":                          checktest.Fail(key(), allow("")).Says("statement 1 (all)", "kms:Decrypt"),
		"through a service":                 checktest.Fail(key(), allow(`,"Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}`)),
		"through a service, of the account": checktest.Pass(key(), allow(`,"Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com","kms:CallerAccount":"123456789012"}}`)),
		"with a context":                    checktest.Fail(key(), allow(`,"Condition":{"StringEquals":{"kms:EncryptionContext:app":"shop"}}`)),
		"another account":                   checktest.Pass(key(), keyPolicy(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"kms:Decrypt","Resource":"*"}`)),
		"of AWS":                            checktest.NotApplicable(key(ofAWS)),
		"not a policy":                      checktest.Unknown(key(), inventory.KMSKeyPolicies.Of(inventory.ResourcePolicy{Resource: checktest.Resource("AWS::KMS::Key", "k"), Policy: "{"})),
		"the policy denied":                 checktest.Unknown(key(), inventory.KMSKeyPolicies.Missing(checktest.Denied(checktest.Resource("AWS::KMS::Key", "k")))),
	})
}
