package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestRootMFAEnabled(t *testing.T) {
	checktest.Run(t, RootMFAEnabled, checktest.Cases{
		"on":                    checktest.Pass(summary(map[string]int{"AccountMFAEnabled": 1, "AccountPasswordPresent": 1})),
		"off":                   checktest.Fail(summary(map[string]int{"AccountMFAEnabled": 0, "AccountPasswordPresent": 1})),
		"no password":           checktest.Pass(summary(map[string]int{"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 0})).Says("without credentials"),
		"no password, but keys": checktest.Fail(summary(map[string]int{"AccountMFAEnabled": 0, "AccountPasswordPresent": 0, "AccountAccessKeysPresent": 1})),
		"a summary that does not say whether there is a password": checktest.Fail(summary(map[string]int{"AccountMFAEnabled": 0})),
		"a summary that does not say":                             checktest.Unknown(summary(map[string]int{})),
	})
}
