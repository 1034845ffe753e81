package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestRoleTrustNotPublic(t *testing.T) {
	all := assumedBy(`"*"`)
	denied := func(condition string) string {
		return `{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{` + condition + `}}`
	}
	checktest.Run(t, RoleTrustNotPublic, trustCases(all, checktest.Cases{
		"bad, where the organization keeps others out": checktest.Pass(checktest.UnderRCP(checktest.OursOnly("sts"), trusting(all))...).Says("perimeter", "0 (Ours)"),
		"a service":                   checktest.Pass(trusting(assumedBy(`{"Service":"ec2.amazonaws.com"}`))),
		"bad, and denied":             checktest.Pass(trusting(all, `{"Effect":"Deny","Principal":"*","Action":"sts:*"}`)),
		"an account":                  checktest.Pass(trusting(byAWS("999999999999"))),
		"a provider":                  checktest.Pass(trusting(`{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/idp"},"Action":"sts:AssumeRoleWithSAML"}`)),
		"everyone of AWS":             checktest.Fail(trusting(byAWS("*"))).Says("any AWS principal"),
		"one of a list":               checktest.Fail(trusting(assumedBy(`{"AWS":["123456789012","*"]}`))),
		"all but one":                 checktest.Fail(trusting(`{"Effect":"Allow","NotPrincipal":{"AWS":["999999999999","arn:aws:iam::999999999999:role/x"]},"Action":"sts:AssumeRole"}`)),
		"all of STS":                  checktest.Fail(trusting(`{"Effect":"Allow","Principal":"*","Action":"STS:*"}`)),
		"session tags alone":          checktest.Pass(trusting(`{"Effect":"Allow","Principal":"*","Action":"sts:TagSession"}`)),
		"with an external ID":         checktest.Fail(trusting(assumedBy(`"*"`, `"StringEquals":{"sts:ExternalId":"12345"}`))),
		"with a second factor":        checktest.Fail(trusting(assumedBy(`"*"`, `"Bool":{"aws:MultiFactorAuthPresent":"true"}`))),
		"of an organization":          checktest.Pass(trusting(assumedBy(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-1"}`))).Says("aws:PrincipalOrgID"),
		"of any organization":         checktest.Fail(trusting(assumedBy(`"*"`, `"StringLike":{"aws:PrincipalOrgID":"o-*"}`))),
		"of an account, by a pattern": checktest.Pass(trusting(assumedBy(`"*"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::999999999999:role/*"}`))),
		"of a role of any account":    checktest.Fail(trusting(assumedBy(`"*"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/ci"}`))),
		"from the office":             checktest.Pass(trusting(assumedBy(`"*"`, `"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`))),
		"from anywhere":               checktest.Fail(trusting(assumedBy(`"*"`, `"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}`))),
		"if they say whose they are":  checktest.Fail(trusting(assumedBy(`"*"`, `"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}`))),
		"all others denied":           checktest.Pass(trusting(all, denied(`"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}`))),
		"denied without MFA":          checktest.Fail(trusting(all, denied(`"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}`))),
		"by a key that nobody knows":  checktest.Unknown(trusting(assumedBy(`"*"`, `"StringEquals":{"acme:x":"y"}`))).Says("acme:x"),
	}))
}
