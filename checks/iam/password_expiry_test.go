package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPasswordExpiry(t *testing.T) {
	checktest.Run(t, PasswordExpiry, checktest.Cases{
		"ninety":         checktest.Pass(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, ExpirePasswords: true, MaxPasswordAge: 90})),
		"ninety-one":     checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, ExpirePasswords: true, MaxPasswordAge: 91})),
		"never":          checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{Set: true})),
		"no policy":      checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{})).Says("no password policy"),
		"a year will do": checktest.Pass(passwordPolicy(inventory.IAMPasswordPolicy{Set: true, ExpirePasswords: true, MaxPasswordAge: 365})).With("max-age-days", 365),
	})
}
