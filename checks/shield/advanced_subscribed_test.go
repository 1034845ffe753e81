package shield

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAdvancedSubscribed(t *testing.T) {
	checktest.Run(t, AdvancedSubscribed, checktest.Cases{
		"subscribed":                checktest.Pass(subscription("ACTIVE")),
		"subscribed, as it must be": checktest.Pass(subscription("ACTIVE")).With("required-in", []string{"999999999999", checktest.Account.ID}),
		"not":                       checktest.NotApplicable(subscription("INACTIVE")),
		"not, but it must be":       checktest.Fail(subscription("INACTIVE")).With("required-in", []string{"999999999999", checktest.Account.ID}),
		"not, but another must be":  checktest.NotApplicable(subscription("INACTIVE")).With("required-in", []string{"999999999999"}),
		"no Shield there":           checktest.None().With("required-in", []string{"999999999999", checktest.Account.ID}),
		"denied":                    checktest.Unknown(inventory.ShieldSubscriptions.Missing(checktest.Denied())),
	})
}

func subscription(state string) inventory.Part {
	return inventory.ShieldSubscriptions.Of(inventory.ShieldSubscription{Resource: checktest.Account.Resource(), State: state})
}
