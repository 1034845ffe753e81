package config

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestOrgAggregator(t *testing.T) {
	organization := func(member bool, management string) inventory.Part {
		return inventory.Organizations.Of(inventory.Organization{
			Resource: checktest.Account.Resource(), Member: member, MasterAccountID: management,
		})
	}
	aggregator := func(organization, everywhere bool) inventory.Part {
		return inventory.ConfigAggregators.Of(inventory.ConfigAggregator{
			Resource:     checktest.Resource("AWS::Config::ConfigurationAggregator", "all"),
			Organization: organization, AllAwsRegions: everywhere,
		})
	}
	management := organization(true, checktest.Account.ID)
	member := organization(true, "999999999999")
	delegated := inventory.ConfigDelegatedAdministrators.Of(inventory.ConfigDelegatedAdministrator{
		Resource: checktest.In("", "AWS::Organizations::Account", "888888888888"),
	})
	checktest.Run(t, OrgAggregator, checktest.Cases{
		"all regions":                       checktest.Pass(management, aggregator(true, true)),
		"in a delegated administrator":      checktest.Pass(member, aggregator(true, true)),
		"some regions":                      checktest.Fail(management, aggregator(true, false)),
		"single accounts":                   checktest.Fail(management, aggregator(false, false)),
		"none":                              checktest.Fail(management),
		"none, but a delegated one may be":  checktest.Unknown(management, delegated).Says("888888888888"),
		"none in a member":                  checktest.Unknown(member),
		"a region denied":                   checktest.Unknown(management, inventory.ConfigAggregators.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"delegated administrators not read": checktest.Unknown(management, inventory.ConfigDelegatedAdministrators.Missing(checktest.Denied())),
		"on its own":                        checktest.NotApplicable(organization(false, "")),
	})
}
