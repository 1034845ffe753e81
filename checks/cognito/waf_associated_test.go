package cognito

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestWAFAssociated(t *testing.T) {
	r := checktest.Resource("AWS::Cognito::UserPool", "us-east-1_a")
	pool := inventory.CognitoUserPools.Of(inventory.CognitoUserPool{Resource: r})
	behind := func(arn string) inventory.Part {
		return inventory.CognitoWebACLs.Of(inventory.CognitoWebACL{Resource: r, WebACLArn: arn})
	}
	checktest.Run(t, WAFAssociated, checktest.Cases{
		"a web ACL":   checktest.Pass(pool, behind("arn:aws:wafv2:us-east-1:123456789012:regional/webacl/login/1")),
		"none":        checktest.Fail(pool, behind("")),
		"not told of": checktest.Unknown(pool, inventory.CognitoWebACLs.Missing(checktest.Denied(r))),
		"deleted meanwhile": checktest.None(pool,
			inventory.CognitoWebACLs.Missing(inventory.Gap{Subject: r, Reason: inventory.Gone, Operation: "wafv2:GetWebACLForResource"})),
		"denied": checktest.Unknown(inventory.CognitoUserPools.Missing(checktest.Denied())),
	})
}
