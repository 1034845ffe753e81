package collect

import (
	"testing"

	"github.com/yourside/yourside/checks/inventory"
)

func TestUserPoolsAreListedWithTheirWebACL(t *testing.T) {
	of := func(id string) string {
		return `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_` + id + `"}`
	}
	inv := replay(t, []inventory.Handle{inventory.CognitoWebACLs},
		answered200("cognitoidentityprovider:ListUserPools", `{"MaxResults":60}`, json11, `{"UserPools":[{"Id":"us-east-1_a","Name":"shop"}],"NextToken":"more"}`),
		answered200("cognitoidentityprovider:ListUserPools", `{"MaxResults":60,"NextToken":"more"}`, json11,
			`{"UserPools":[{"Id":"us-east-1_b","Name":"staff"},{"Id":"us-east-1_c","Name":"gone"}]}`),
		answered200("wafv2:GetWebACLForResource", of("a"), json11, `{"WebACL":{"ARN":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/login/1"}}`),
		answered200("wafv2:GetWebACLForResource", of("b"), json11, `{}`),
		jsonError("wafv2:GetWebACLForResource", of("c"), "WAFNonexistentItemException"),
		exchange("cognitoidentityprovider:ListUserPools", "eu-west-1", `{"MaxResults":60}`, 200, json11, `{"UserPools":[]}`),
	)
	rows, gaps := inventory.CognitoWebACLs.Rows(inv), inv.Gaps(inventory.CognitoWebACLs)
	if len(rows) != 2 || rows[0].Name != "shop" || rows[0].WebACLArn == "" || rows[1].Name != "staff" || rows[1].WebACLArn != "" {
		t.Errorf("%+v", rows)
	}
	if len(gaps) != 1 || gaps[0].Reason != inventory.Gone || gaps[0].Subject.Name != "gone" {
		t.Errorf("gaps %+v", gaps)
	}
}
