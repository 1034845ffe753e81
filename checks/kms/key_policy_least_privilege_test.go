package kms

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKeyPolicyLeastPrivilege(t *testing.T) {
	const admin, app = `{"AWS":"arn:aws:iam::123456789012:role/admin"}`, `{"AWS":"arn:aws:iam::123456789012:role/app"}`
	const ann = `{"AWS":"arn:aws:iam::123456789012:user/ann"}`
	allow := func(principal, actions, more string) string {
		return `,{"Effect":"Allow","Principal":` + principal + `,"Action":` + actions + `,"Resource":"*"` + more + `}`
	}
	const manage, use = `["kms:PutKeyPolicy","kms:ScheduleKeyDeletion"]`, `["kms:Decrypt","kms:GenerateDataKey*"]`
	roleOnly := func(operator string) string {
		return `,"Condition":{"` + operator + `":{"aws:principalarn":"arn:aws:iam::123456789012:role/admin"}}`
	}
	checktest.Run(t, KeyPolicyLeastPrivilege, checktest.Cases{
		"the account only":          checktest.Pass(key(), keyPolicy(toAccount)),
		"two roles, two duties":     checktest.Pass(key(), keyPolicy(toAccount+allow(admin, manage, "")+allow(app, use, ""))),
		"everything to one role":    checktest.Fail(key(), keyPolicy(toAccount+allow(admin, `"kms:*"`, ""))).Says("role/admin"),
		"in two statements":         checktest.Fail(key(), keyPolicy(allow(admin, manage, "")[1:]+allow(admin, use, ""))),
		"everything but decryption": checktest.Pass(key(), keyPolicy(`{"Effect":"Allow","Principal":`+admin+`,"NotAction":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}`)),
		"decryption denied": checktest.Pass(key(), keyPolicy(allow(admin, `"kms:*"`, "")[1:]+
			`,{"Effect":"Deny","Principal":"*","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}`)),
		"decryption denied to others": checktest.Fail(key(), keyPolicy(allow(admin, `"kms:*"`, "")[1:]+
			`,{"Effect":"Deny","Principal":`+app+`,"Action":"kms:Decrypt","Resource":"*"}`)),
		"decryption denied to all but others": checktest.Pass(key(), keyPolicy(allow(admin, `"kms:*"`, "")[1:]+
			`,{"Effect":"Deny","NotPrincipal":`+app+`,"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}`)),
		// The account is named too, as AWS would deny its users all the same otherwise.
		"decryption denied to all but itself": checktest.Fail(key(), keyPolicy(allow(ann, `"kms:*"`, "")[1:]+
			`,{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::123456789012:root","arn:aws:iam::123456789012:user/ann"]},"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}`)).Says("user/ann"),
		"everything allowed to all but a role": checktest.Pass(key(), keyPolicy(allow(ann, manage, "")[1:]+`,{"Effect":"Allow","NotPrincipal":`+app+`,"Action":"kms:*","Resource":"*"}`)),
		"a role by its condition":              checktest.Fail(key(), keyPolicy(toAccount+allow(`{"AWS":"*"}`, `"kms:*"`, roleOnly("ArnEquals")))).Says("role/admin"),
		"a role in both ways":                  checktest.Fail(key(), keyPolicy(toAccount+allow(admin, manage, "")+allow(`"*"`, use, roleOnly("StringEquals")))),
		"one use by condition":                 checktest.Pass(key(), keyPolicy(toAccount+allow(`"*"`, use, roleOnly("ArnLike")))),
		"everyone but a role":                  checktest.Pass(key(), keyPolicy(toAccount+allow(`"*"`, `"kms:*"`, roleOnly("ArnNotEquals")))),
		"a service":                            checktest.Pass(key(), keyPolicy(`{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},"Action":"kms:*","Resource":"*"}`)),
		"of AWS":                               checktest.NotApplicable(key(ofAWS)),
		"by a key not known":                   checktest.Unknown(key(), keyPolicy(toAccount+allow(admin, `"kms:*"`, `,"Condition":{"StringEquals":{"kms:NewKey":"x"}}`))).Says("role/admin"),
		"no policy at all":                     checktest.Unknown(key(), inventory.KMSKeyPolicies.Of(inventory.ResourcePolicy{Resource: checktest.Resource("AWS::KMS::Key", "k")})).Says("has no policy"),
		"not a policy":                         checktest.Unknown(key(), inventory.KMSKeyPolicies.Of(inventory.ResourcePolicy{Resource: checktest.Resource("AWS::KMS::Key", "k"), Policy: "{"})),
		"the policy denied":                    checktest.Unknown(key(), inventory.KMSKeyPolicies.Missing(checktest.Denied(checktest.Resource("AWS::KMS::Key", "k")))),
	})
}
