package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestTrustedKeyGroups(t *testing.T) {
	checktest.Run(t, TrustedKeyGroups, checktest.Cases{
		"key groups":           checktest.Pass(serving(behaviors(signed("*", false, true)))),
		"signers":              checktest.Fail(serving(behaviors(signed("*", true, false)))),
		"both":                 checktest.Fail(serving(behaviors(signed("*", true, true)))),
		"signers of a path":    checktest.Fail(serving(behaviors(signed("/paid", true, false), signed("*", false, true)))).Says("/paid"),
		"key groups of a path": checktest.Pass(serving(behaviors(signed("/paid", false, true), signed("*", false, false)))),
		"neither":              checktest.NotApplicable(serving(behaviors(signed("*", false, false)))),
	})
}

func signed(path string, signers, groups bool) inventory.CloudFrontBehavior {
	b := behavior(path, "a")
	b.TrustedSigners, b.TrustedKeyGroups = signers, groups
	return b
}
