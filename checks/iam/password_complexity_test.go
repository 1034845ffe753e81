package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPasswordComplexity(t *testing.T) {
	checktest.Run(t, PasswordComplexity, checktest.Cases{
		"all":       checktest.Pass(passwordPolicy(demands(true, true, true, true))),
		"no upper":  checktest.Fail(passwordPolicy(demands(false, true, true, true))),
		"no lower":  checktest.Fail(passwordPolicy(demands(true, false, true, true))),
		"no digit":  checktest.Fail(passwordPolicy(demands(true, true, false, true))),
		"no symbol": checktest.Fail(passwordPolicy(demands(true, true, true, false))),
		"no policy": checktest.Fail(passwordPolicy(inventory.IAMPasswordPolicy{})).Says("no password policy"),
	})
}

func demands(upper, lower, digit, symbol bool) inventory.IAMPasswordPolicy {
	return inventory.IAMPasswordPolicy{
		Set: true, RequireUppercaseCharacters: upper, RequireLowercaseCharacters: lower,
		RequireNumbers: digit, RequireSymbols: symbol,
	}
}
