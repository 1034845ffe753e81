package iam

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSAMLProviderValid(t *testing.T) {
	checktest.Run(t, SAMLProviderValid, checktest.Cases{
		"valid and encrypted":  checktest.Pass(samlProvider(time.Hour), samlMode("Required")),
		"encryption allowed":   checktest.Fail(samlProvider(time.Hour), samlMode("Allowed")).Says("Allowed"),
		"no encryption":        checktest.Fail(samlProvider(time.Hour), samlMode("")),
		"expired":              checktest.Fail(samlProvider(-time.Hour), samlMode("Required")).Says("expired"),
		"expired, mode unread": checktest.Fail(samlProvider(-time.Hour), inventory.IAMSAMLProviderDetails.Missing(checktest.Denied())),
		"no expiry known":      checktest.Unknown(inventory.IAMSAMLProviders.Of(inventory.IAMSAMLProvider{Resource: checktest.In("", "AWS::IAM::SAMLProvider", "idp")})),
		"none":                 checktest.None(),
	})
}

func samlProvider(left time.Duration) inventory.Part {
	return inventory.IAMSAMLProviders.Of(inventory.IAMSAMLProvider{
		Resource: checktest.In("", "AWS::IAM::SAMLProvider", "idp"), ValidUntil: checktest.Now.Add(left),
	})
}

func samlMode(mode string) inventory.Part {
	return inventory.IAMSAMLProviderDetails.Of(inventory.IAMSAMLProviderDetail{
		Resource: checktest.In("", "AWS::IAM::SAMLProvider", "idp"), AssertionEncryptionMode: mode,
	})
}
