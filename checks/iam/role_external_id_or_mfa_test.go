package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestRoleExternalIDOrMFA(t *testing.T) {
	const (
		id      = `"StringEquals":{"sts:ExternalId":"12345"}`
		mfa     = `"Bool":{"aws:MultiFactorAuthPresent":"true"}`
		partner = "trusted-accounts"
	)
	third := func(condition ...string) string { return byAWS("999999999999", condition...) }
	role := func(condition ...string) string { return byAWS("arn:aws:iam::999999999999:role/ci", condition...) }
	own := func(condition ...string) string { return byAWS("arn:aws:iam::123456789012:root", condition...) }
	checktest.Run(t, RoleExternalIDOrMFA, trustCases(third(), checktest.Cases{
		"a third party with an external ID":                      checktest.Pass(trusting(third(id))),
		"with any external ID":                                   checktest.Fail(trusting(third(`"StringLike":{"sts:ExternalId":"*"}`))),
		"with an external ID, if it has one":                     checktest.Fail(trusting(third(`"StringEqualsIfExists":{"sts:ExternalId":"12345"}`))),
		"with any but an external ID":                            checktest.Fail(trusting(third(`"StringNotEquals":{"sts:ExternalId":"12345"}`))),
		"none without, by a denial":                              checktest.Fail(trusting(third(), `{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"Null":{"sts:ExternalId":"true"}}}`)),
		"any other denied":                                       checktest.Pass(trusting(third(), `{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"sts:ExternalId":"12345"}}}`)),
		"a third party with MFA":                                 checktest.Pass(trusting(third(mfa))),
		"a role of a third party":                                checktest.Fail(trusting(role())),
		"a role, with an external ID":                            checktest.Pass(trusting(role(id))),
		"one of two":                                             checktest.Fail(trusting(third(id), byAWS("888888888888"))).Says("third party", "888888888888"),
		"this account, beside a third party with an external ID": checktest.Fail(trusting(own(), third(id))).Says("trusts a whole account without MFA"),
		"everyone with an external ID":                           checktest.Pass(trusting(assumedBy(`"*"`, id))),
		"everyone":                                               checktest.Fail(trusting(assumedBy(`"*"`))),
		"this account":                                           checktest.Fail(trusting(own())).Says("trusts a whole account without MFA", "account 123456789012"),
		"roles of this account, by a condition":                  checktest.Pass(trusting(own(`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/ci-*"}`))),
		"all roles of this account":                              checktest.Fail(trusting(own(`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/*"}`))),
		"this account by its number":                             checktest.Fail(trusting(byAWS("123456789012"))),
		"this account with MFA":                                  checktest.Pass(trusting(own(mfa))),
		"with fresh MFA":                                         checktest.Pass(trusting(own(`"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}`))),
		"with MFA, if it tells":                                  checktest.Fail(trusting(own(`"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}`))),
		"denied unless MFA":                                      checktest.Pass(trusting(own(), `{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`)),
		"this account, with an external ID":                      checktest.Fail(trusting(own(id))),
		"a user of this account":                                 checktest.Pass(trusting(byAWS("arn:aws:iam::123456789012:user/ann"))),
		"a trusted account":                                      checktest.Fail(trusting(third())).With(partner, []string{"999999999999"}),
		"a trusted account with MFA":                             checktest.Pass(trusting(third(mfa))).With(partner, []string{"999999999999"}),
		"a role of a trusted account":                            checktest.Pass(trusting(role())).With(partner, []string{"999999999999"}),
		"a trusted organization":                                 checktest.Fail(trusting(assumedBy(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-1"}`))).With("trusted-organizations", []string{"o-1"}),
		"a principal that is no more":                            checktest.NotApplicable(trusting(byAWS("AROACKCEVSQ6C2EXAMPLE"))),
		"under an unknown key":                                   checktest.Unknown(trusting(third(`"StringEquals":{"acme:x":"y"}`))),
		"under an unknown key, with an ID":                       checktest.Pass(trusting(third(id, `"StringLike":{"acme:x":"y"}`))),
		"whose they are is not known, with MFA":                  checktest.Pass(trusting(assumedBy(`"*"`, `"StringLike":{"aws:SourceVpc":"vpc-1"},`+mfa))),
		"whose they are is not known":                            checktest.Unknown(trusting(assumedBy(`"*"`, `"StringLike":{"aws:SourceVpc":"vpc-1"},`+id))),
	}))
}
