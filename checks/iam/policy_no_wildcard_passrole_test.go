package iam

import (
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNoWildcardPassRole(t *testing.T) {
	pass := func(resource string, condition ...string) string {
		return document(allow("iam:PassRole", resource, condition...))
	}
	to := func(operator, services string) string {
		return `"` + operator + `":{"iam:PassedToService":[` + services + `]}`
	}
	runWritten(t, PolicyNoWildcardPassRole, allow("iam:PassRole", "*"), checktest.Cases{
		"by a wildcard":               checktest.Fail(managed(document(allow("iam:Pass*", "*")))),
		"other case":                  checktest.Fail(managed(document(allow("IAM:passrole", "*")))),
		"an administrator":            checktest.Fail(managed(document(allow("*", "*")))),
		"all but IAM":                 checktest.Pass(managed(document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))),
		"any role of the account":     checktest.Fail(managed(pass(iamARN("role/*")))),
		"any role of any account":     checktest.Fail(managed(pass("arn:aws:iam::*:role/*"))),
		"any role of another account": checktest.Pass(managed(pass("arn:aws:iam::999999999999:role/*"))), // IAM passes none of those
		"one role":                    checktest.Pass(managed(pass(iamARN("role/web")))),
		"roles of a path":             checktest.Pass(managed(pass(iamARN("role/service-role/*")))),
		"roles by the middle":         checktest.Pass(managed(pass(iamARN("role/*-web-*")))),
		"to a service":                checktest.Pass(managed(pass("*", to("StringEquals", `"ec2.amazonaws.com"`)))),
		"to some":                     checktest.Pass(managed(pass("*", to("StringEqualsIfExists", `"ec2.amazonaws.com","lambda.amazonaws.com"`)))),
		"to a service of a pattern":   checktest.Pass(managed(pass("*", to("StringLike", `"ec2.*"`)))),
		"to any by a pattern":         checktest.Fail(managed(pass("*", to("StringLike", `"*.amazonaws.com"`)))),
		"to any":                      checktest.Fail(managed(pass("*", to("StringLike", `"*"`)))),
		"to all but one":              checktest.Fail(managed(pass("*", to("StringNotEquals", `"lambda.amazonaws.com"`)))),
		"for an instance":             checktest.Fail(managed(pass("*", `"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:ec2:*:*:instance/*"}`))),
		"roles with a tag":            checktest.Pass(managed(pass("*", `"StringEquals":{"iam:ResourceTag/team":"red"}`))),
		"others denied":               checktest.Pass(managed(document(allow("iam:PassRole", "*"), deny("iam:PassRole", "*", to("StringNotEquals", `"ec2.amazonaws.com"`))))),
		"one role denied":             checktest.Fail(managed(document(allow("iam:PassRole", "*"), deny("iam:PassRole", iamARN("role/admin"))))),
		"any but one by NotResource":  checktest.Fail(managed(document(statement("Allow", "Action", "iam:PassRole", "NotResource", iamARN("role/admin"), nil)))),
		"for whoever has a tag":       checktest.Unknown(managed(pass("*", `"StringEquals":{"aws:PrincipalTag/team":"red"}`))),
	})
}

// Services of China end in another domain.
func TestPassingToAnyServiceOfChina(t *testing.T) {
	account := inventory.Account{Partition: "aws-cn", ID: checktest.Account.ID}
	for pattern, want := range map[string]check.Status{
		"*.amazonaws.com.cn":   check.StatusFail,
		"*.amazonaws.com":      check.StatusFail,
		"ec2.amazonaws.com.cn": check.StatusPass,
	} {
		p := policyOf("p", document(allow("iam:PassRole", "arn:aws-cn:iam::*:role/*", `"StringLike":{"iam:PassedToService":"`+pattern+`"}`)))
		p.ARN = "arn:aws-cn:iam::123456789012:policy/p"
		findings := slices.Collect(check.Evaluate([]*check.Check{PolicyNoWildcardPassRole}, inventory.New(account, checktest.Now, inventory.IAMPolicies.Of(p),
			inventory.IAMUsers.Empty(), inventory.IAMGroups.Empty(), inventory.IAMRoles.Empty()), nil))
		if len(findings) != 1 || findings[0].Status != want {
			t.Errorf("%s: %+v, want %s", pattern, findings, want)
		}
	}
}
