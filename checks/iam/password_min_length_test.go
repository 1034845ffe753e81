package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPasswordMinLength(t *testing.T) {
	checktest.Run(t, PasswordMinLength, checktest.Cases{
		"fourteen":      checktest.Pass(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, MinimumPasswordLength: 14})),
		"thirteen":      checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, MinimumPasswordLength: 13})),
		"no policy":     checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{})).Says("no password policy"),
		"eight will do": checktest.Pass(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, MinimumPasswordLength: 8})).With("min-length", 8),
	})
}
