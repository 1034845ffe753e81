package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestIMDSv2AccountDefault(t *testing.T) {
	in := func(tokens, enforced string) inventory.Part {
		return inventory.InstanceMetadataDefaults.Of(inventory.InstanceMetadataDefault{
			Resource: checktest.Account.In(checktest.Region), HTTPTokens: tokens, HTTPTokensEnforced: enforced,
		})
	}
	checktest.Run(t, IMDSv2AccountDefault, checktest.Cases{
		"required":              checktest.Pass(in("required", "disabled")),
		"required and enforced": checktest.Pass(in("required", "enabled")).Says("refuses"),
		"enforced":              checktest.Pass(in("", "enabled")),
		"optional":              checktest.Fail(in("optional", "disabled")),
		"no preference":         checktest.Fail(in("", "")),
	})
}
