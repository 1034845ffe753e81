package securityhub

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEnabled(t *testing.T) {
	r := checktest.Account.In(checktest.Region)
	hub := func(on bool) inventory.Part {
		return inventory.SecurityHubs.Of(inventory.SecurityHub{Resource: r, Enabled: on})
	}
	of := func(t *inventory.Table[inventory.SecurityHubSources], sources ...string) inventory.Part {
		return t.Of(inventory.SecurityHubSources{Resource: r, Sources: sources})
	}
	noStandards, noProducts := of(inventory.SecurityHubStandards), of(inventory.SecurityHubProducts)
	standard, product := of(inventory.SecurityHubStandards, "fsbp"), of(inventory.SecurityHubProducts, "guardduty")
	checktest.Run(t, Enabled, checktest.Cases{
		"a standard":                  checktest.Pass(hub(true), standard, noProducts),
		"a product":                   checktest.Pass(hub(true), noStandards, product),
		"neither":                     checktest.Fail(hub(true), noStandards, noProducts),
		"off":                         checktest.Fail(hub(false)),
		"a standard, products denied": checktest.Pass(hub(true), standard, inventory.SecurityHubProducts.Missing(checktest.Denied(r))),
		"a product, standards denied": checktest.Unknown(hub(true), product, inventory.SecurityHubStandards.Missing(checktest.Denied(r))),
		"neither is known":            checktest.Unknown(hub(true), noProducts, inventory.SecurityHubStandards.Missing(checktest.Denied(r))),
	})
}
