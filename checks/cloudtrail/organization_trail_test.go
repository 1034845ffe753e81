package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestOrganizationTrail(t *testing.T) {
	organization := func(member bool) inventory.Part {
		return inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: member})
	}
	checktest.Run(t, OrganizationTrail, checktest.Cases{
		"seen from a member":          checktest.Pass(organization(true), inventory.CloudTrails.Of(orgTrail), logging(foreign)).Says(foreign.ARN),
		"stopped":                     checktest.Fail(organization(true), inventory.CloudTrails.Of(orgTrail), stopped(foreign)),
		"of one region":               checktest.Fail(organization(true), inventory.CloudTrails.Of(inventory.CloudTrail{Resource: foreign, IsOrganizationTrail: true}), logging(foreign)),
		"a trail of the account only": checktest.Fail(organization(true), inventory.CloudTrails.Of(everywhere), logging(primary)),
		"no trail":                    checktest.Fail(organization(true)),
		"on its own":                  checktest.NotApplicable(organization(false)),
	})
}
