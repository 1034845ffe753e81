package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestPolicyNoWildcardAssumeRole(t *testing.T) {
	assume := func(resource string, condition ...string) string {
		return document(allow("sts:AssumeRole", resource, condition...))
	}
	runWritten(t, PolicyNoWildcardAssumeRole, allow("sts:AssumeRole", "*"), checktest.Cases{
		"all of STS":                   checktest.Fail(managed(document(allow("sts:*", "*")))),
		"by a wildcard within":         checktest.Fail(managed(document(allow("sts:*Role", "*")))),
		"other case":                   checktest.Fail(managed(document(allow("STS:assumerole", "*")))),
		"only with a web identity":     checktest.Pass(managed(document(allow("sts:AssumeRoleWithWebIdentity", "*")))),
		"any role of any account":      checktest.Fail(managed(assume("arn:aws:iam::*:role/*"))),
		"any role of the account":      checktest.Fail(managed(assume("arn:aws:iam::123456789012:role/*"))),
		"any role of another account":  checktest.Pass(managed(assume("arn:aws:iam::999999999999:role/*"))),
		"a role of any account":        checktest.Pass(managed(assume("arn:aws:iam::*:role/audit"))),
		"a role":                       checktest.Pass(managed(assume("arn:aws:iam::123456789012:role/audit"))),
		"roles of a prefix":            checktest.Pass(managed(assume("arn:aws:iam::123456789012:role/audit-*"))),
		"roles of a path":              checktest.Pass(managed(assume("arn:aws:iam::123456789012:role/audit/*"))),
		"roles of one's own name":      checktest.Pass(managed(assume("arn:aws:iam::123456789012:role/${aws:username}-*"))),
		"users, which nobody assumes":  checktest.Pass(managed(assume("arn:aws:iam::123456789012:user/*"))),
		"any but those of the account": checktest.Fail(managed(document(statement("Allow", "Action", "sts:AssumeRole", "NotResource", iamARN("role/*"), nil)))),
		"all but a role":               checktest.Fail(managed(document(statement("Allow", "Action", "sts:AssumeRole", "NotResource", iamARN("role/admin"), nil)))),
		"roles with a tag":             checktest.Pass(managed(assume("*", `"StringEquals":{"aws:ResourceTag/team":"red"}`))),
		"roles with a tag of IAM":      checktest.Pass(managed(assume("*", `"StringEquals":{"iam:ResourceTag/team":"${aws:PrincipalTag/team}"}`))),
		"with a second factor":         checktest.Fail(managed(assume("*", `"Bool":{"aws:MultiFactorAuthPresent":"true"}`))),
		"with an external ID":          checktest.Fail(managed(assume("*", `"StringEquals":{"sts:ExternalId":"x"}`))),
		"denied":                       checktest.Pass(managed(document(allow("sts:*", "*"), deny("sts:AssumeRole", "*")))),
		"one denied":                   checktest.Fail(managed(document(allow("sts:AssumeRole", "*"), deny("sts:AssumeRole", iamARN("role/admin"))))),
		"of an organization":           checktest.Unknown(managed(assume("*", `"StringEquals":{"aws:PrincipalTag/team":"red"}`))),
	})
}
