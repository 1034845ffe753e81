package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRootHardwareMFA(t *testing.T) {
	checktest.Run(t, RootHardwareMFA, checktest.Cases{
		"hardware":                    checktest.Pass(on),
		"a user's app":                checktest.Pass(on, device("ann", "arn:aws:iam::123456789012:user/ann")),
		"an app":                      checktest.Fail(on, device("phone", "arn:aws:iam::123456789012:root")),
		"an app of the old name":      checktest.Fail(on, device("root-account-mfa-device", "")),
		"a user's app of that name":   checktest.Pass(on, device("root-account-mfa-device", "arn:aws:iam::123456789012:user/ann")),
		"no MFA":                      checktest.Fail(summary(map[string]int{"AccountMFAEnabled": 0, "AccountPasswordPresent": 1})).Says("no MFA"),
		"no MFA, devices unread":      checktest.Fail(summary(map[string]int{"AccountMFAEnabled": 0}), inventory.IAMVirtualMFADevices.Missing(checktest.Denied())),
		"no credentials":              checktest.Pass(summary(map[string]int{"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0})),
		"a summary that does not say": checktest.Unknown(summary(nil)),
	})
}

var on = summary(map[string]int{"AccountMFAEnabled": 1, "AccountPasswordPresent": 1})

func device(name, user string) inventory.Part {
	d := inventory.IAMVirtualMFADevice{Resource: checktest.In("", "AWS::IAM::VirtualMFADevice", name), UserARN: user}
	d.ARN = "arn:aws:iam::123456789012:mfa/" + name
	return inventory.IAMVirtualMFADevices.Of(d)
}
