package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPasswordReusePrevention(t *testing.T) {
	checktest.Run(t, PasswordReusePrevention, checktest.Cases{
		"twenty-four":  checktest.Pass(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, PasswordReusePrevention: 24})),
		"twenty-three": checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, PasswordReusePrevention: 23})),
		"absent":       checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{Set: true})),
		"no policy":    checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{})).Says("no password policy"),
		"four will do": checktest.Pass(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, PasswordReusePrevention: 4})).With("remembered", 4),
	})
}
