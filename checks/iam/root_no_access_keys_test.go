package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestRootNoAccessKeys(t *testing.T) {
	checktest.Run(t, RootNoAccessKeys, checktest.Cases{
		"none":                        checktest.Pass(summary(map[string]int{"AccountAccessKeysPresent": 0})),
		"one":                         checktest.Fail(summary(map[string]int{"AccountAccessKeysPresent": 1})),
		"a summary that does not say": checktest.Unknown(summary(map[string]int{"AccountMFAEnabled": 1})),
	})
}
