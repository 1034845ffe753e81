package iam

import (
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestSAMLTrustAudienceScoped(t *testing.T) {
	saml := func(condition ...string) string {
		return `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/idp"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession"],"Condition":{` + strings.Join(condition, ",") + `}}`
	}
	is := func(operator, values string) string { return `"` + operator + `":{"SAML:aud":` + values + `}` }
	const address = `"https://signin.aws.amazon.com/saml"`
	checktest.Run(t, SAMLTrustAudienceScoped, trustCases(saml(), checktest.Cases{
		"the address of AWS":              checktest.Pass(trusting(saml(is("StringEquals", address)))).Says("saml:aud is fixed"),
		"addresses of Regions":            checktest.Pass(trusting(saml(is("StringEquals", `["https://eu-west-1.signin.aws.amazon.com/saml",`+address+`]`)))),
		"of any Region":                   checktest.Fail(trusting(saml(is("StringLike", `"https://*.signin.aws.amazon.com/saml"`)))).Says("aud is wide"),
		"of anything that ends so":        checktest.Fail(trusting(saml(is("StringLike", `"https://*signin.aws.amazon.com*"`)))),
		"of another host":                 checktest.Fail(trusting(saml(is("StringLike", `"https://*.example.com/saml"`)))),
		"AWS's, or any":                   checktest.Fail(trusting(saml(is("StringLike", `[`+address+`,"*"]`)))),
		"any":                             checktest.Fail(trusting(saml(is("StringLike", `"*"`)))),
		"a star that is no wildcard":      checktest.Pass(trusting(saml(is("StringEquals", `"https://*"`)))), // nobody has that
		"all but one":                     checktest.Fail(trusting(saml(is("StringNotEquals", address)))),
		"the key in lower case":           checktest.Pass(trusting(saml(`"StringEquals":{"saml:aud":` + address + `}`))),
		"the issuer alone":                checktest.Unknown(trusting(saml(`"StringEquals":{"SAML:iss":"https://idp.example.com"}`))),
		"the issuer and the address":      checktest.Pass(trusting(saml(`"StringEquals":{"SAML:iss":"https://idp.example.com","SAML:aud":` + address + `}`))),
		"one statement of two":            checktest.Fail(trusting(saml(is("StringEquals", address)), saml())).Says("statement 1"),
		"an OIDC provider":                checktest.NotApplicable(trusting(`{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/gitlab.com"},"Action":"sts:AssumeRoleWithWebIdentity"}`)),
		"an account":                      checktest.NotApplicable(trusting(byAWS("999999999999"))),
		"session tags alone":              checktest.NotApplicable(trusting(`{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/idp"},"Action":"sts:TagSession"}`)),
		"none but with the address of it": checktest.Unknown(trusting(saml(), `{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRoleWithSAML","Condition":{"StringNotEquals":{"SAML:aud":`+address+`}}}`)),
	}))
}
