package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestRoleTrustKnownAccounts(t *testing.T) {
	other := byAWS("999999999999")
	role := byAWS("arn:aws:iam::999999999999:role/ci")
	organization := assumedBy(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-1"}`)
	accounts, organizations := "trusted-accounts", "trusted-organizations"
	checktest.Run(t, RoleTrustKnownAccounts, trustCases(other, checktest.Cases{
		"this account":                    checktest.Pass(trusting(byAWS("arn:aws:iam::123456789012:root"))),
		"a role of this account":          checktest.Pass(trusting(byAWS("arn:aws:iam::123456789012:role/x"))),
		"another by its root":             checktest.Fail(trusting(byAWS("arn:aws:iam::999999999999:root"))).Says("999999999999"),
		"a role of another":               checktest.Fail(trusting(role)).Says("arn:aws:iam::999999999999:role/ci"),
		"a trusted one":                   checktest.Pass(trusting(other)).With(accounts, []string{"111111111111", "999999999999"}),
		"a role of a trusted one":         checktest.Pass(trusting(role)).With(accounts, []string{"999999999999"}),
		"a trusted one beside another":    checktest.Fail(trusting(byAWS("111111111111"), other)).With(accounts, []string{"111111111111"}).Says("statement 1"),
		"both in one statement":           checktest.Fail(trusting(assumedBy(`{"AWS":["111111111111","999999999999"]}`))).With(accounts, []string{"111111111111"}),
		"with an external ID":             checktest.Fail(trusting(byAWS("999999999999", `"StringEquals":{"sts:ExternalId":"12345"}`))),
		"everyone":                        checktest.Fail(trusting(assumedBy(`"*"`))).Says("any AWS principal"),
		"an organization":                 checktest.Fail(trusting(organization)).Says("o-1"),
		"a trusted organization":          checktest.Pass(trusting(organization)).With(organizations, []string{"o-1"}),
		"accounts by a condition":         checktest.Fail(trusting(assumedBy(`"*"`, `"StringEquals":{"aws:PrincipalAccount":["123456789012","999999999999"]}`))),
		"this account by a condition":     checktest.Pass(trusting(assumedBy(`"*"`, `"StringEquals":{"aws:PrincipalAccount":"123456789012"}`))),
		"another by a denial of others":   checktest.Fail(trusting(assumedBy(`"*"`), `{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["123456789012","999999999999"]}}}`)).Says("999999999999"),
		"this one by a denial of others":  checktest.Pass(trusting(assumedBy(`"*"`), `{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"123456789012"}}}`)),
		"a principal that is no more":     checktest.NotApplicable(trusting(byAWS("AROACKCEVSQ6C2EXAMPLE"))),
		"another, denied":                 checktest.NotApplicable(trusting(other, `{"Effect":"Deny","Principal":{"AWS":"999999999999"},"Action":"sts:AssumeRole"}`)),
		"session tags alone":              checktest.NotApplicable(trusting(`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sts:TagSession"}`)),
		"another under an unknown key":    checktest.Unknown(trusting(byAWS("999999999999", `"StringEquals":{"acme:x":"y"}`))),
		"a trusted one, unknown key":      checktest.Pass(trusting(byAWS("999999999999", `"StringEquals":{"acme:x":"y"}`))).With(accounts, []string{"999999999999"}),
		"whoever comes from some network": checktest.Unknown(trusting(assumedBy(`"*"`, `"StringEquals":{"aws:SourceVpc":"vpc-1"}`))),
	}))
}
