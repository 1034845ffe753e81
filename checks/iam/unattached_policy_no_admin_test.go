package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUnattachedPolicyNoAdmin(t *testing.T) {
	all, free := allow("*", "*"), used(0, 0)
	checktest.Run(t, UnattachedPolicyNoAdmin, checktest.Cases{
		"a narrow one":          checktest.Pass(inventory.IAMPolicies.Of(policyOf("p", document(allow("s3:GetObject", "*")), free))),
		"an administrator's":    checktest.Fail(inventory.IAMPolicies.Of(policyOf("p", document(all), free))),
		"attached":              checktest.NotApplicable(inventory.IAMPolicies.Of(policyOf("p", document(all), used(1, 0)))),
		"attached, unreadable":  checktest.NotApplicable(inventory.IAMPolicies.Of(policyOf("p", "{", used(1, 0)))),
		"a boundary":            checktest.NotApplicable(inventory.IAMPolicies.Of(policyOf("p", document(all), used(0, 1)))),
		"meant for a boundary":  checktest.Pass(inventory.IAMPolicies.Of(policyOf("p", document(all, deny("iam:*", "*")), free))),
		"all but IAM":           checktest.Pass(inventory.IAMPolicies.Of(policyOf("p", document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)), free))),
		"unreadable":            checktest.Unknown(inventory.IAMPolicies.Of(policyOf("p", "{", free))).Says("line 1, column 2"),
		"for whoever has a tag": checktest.Unknown(inventory.IAMPolicies.Of(policyOf("p", document(allow("*", "*", `"StringEquals":{"aws:PrincipalTag/team":"red"}`)), free))),
	})
}
