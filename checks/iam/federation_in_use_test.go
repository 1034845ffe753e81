package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestFederationInUse(t *testing.T) {
	checktest.Run(t, FederationInUse, checktest.Cases{
		"SAML":            checktest.Pass(inventory.IAMSAMLProviders.Of(inventory.IAMSAMLProvider{Resource: checktest.In("", "AWS::IAM::SAMLProvider", "idp")})),
		"Identity Center": checktest.Pass(identityCenter("ACTIVE")),
		"Identity Center in another region that was not read": checktest.Pass(identityCenter("ACTIVE"), inventory.SSOInstances.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"Identity Center on its way out":                      checktest.Fail(identityCenter("DELETE_IN_PROGRESS")),
		"nothing":                                             checktest.Fail(),
		"a region unread":                                     checktest.Unknown(inventory.SSOInstances.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"pipelines":                                           checktest.Fail(oidcProvider("token.actions.githubusercontent.com")),
		"a cluster":                                           checktest.Fail(oidcProvider("oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF")),
		"an OIDC provider of people or of workloads":          checktest.Unknown(oidcProvider("login.example.com")),
		"a host that only begins like a pipeline's":           checktest.Unknown(oidcProvider("gitlab.com.example.com")),
	})
}

func identityCenter(status string) inventory.Part {
	return inventory.SSOInstances.Of(inventory.SSOInstance{Resource: checktest.Resource("AWS::SSO::Instance", "ssoins-1"), Status: status})
}

func oidcProvider(url string) inventory.Part {
	return inventory.IAMOIDCProviders.Of(inventory.IAMOIDCProvider{Resource: checktest.In("", "AWS::IAM::OIDCProvider", url), URL: url})
}
