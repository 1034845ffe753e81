package opensearch

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyTrustedAccounts(t *testing.T) {
	const other = `{"AWS":"arn:aws:iam::999999999999:role/app"}`
	const ofOrganization = `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`
	member := inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: true, OrganizationID: "o-1234567890", MasterAccountID: "444455556666"})
	alone := inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource()})
	unread := inventory.Organizations.Missing(checktest.Denied())
	checktest.Run(t, PolicyTrustedAccounts, checktest.Cases{
		"no policy":                          checktest.Pass(exposed("")),
		"the account itself":                 checktest.Pass(exposed(statement(`{"AWS":"arn:aws:iam::123456789012:role/app"}`, "es:*", ""))),
		"another account's role":             checktest.Fail(exposed(statement(other, "es:ESHttpGet", "")), alone).Says("999999999999"),
		"another's role, in a VPC":           checktest.Fail(inVPC(statement(other, "es:ESHttpGet", "")), alone),
		"a trusted account":                  checktest.Pass(exposed(statement(other, "es:*", ""))).With("trusted-accounts", []string{"999999999999"}),
		"everyone":                           checktest.Fail(exposed(statement(`"*"`, "es:*", "")), alone),
		"everyone, in a VPC":                 checktest.Pass(inVPC(statement(`"*"`, "es:*", "")), alone),
		"an office's addresses":              checktest.Pass(exposed(statement(`"*"`, "es:*", from(`"203.0.113.0/24"`))), alone),
		"its own organization":               checktest.Pass(exposed(statement(`"*"`, "es:*", ofOrganization)), member),
		"another's organization":             checktest.Fail(exposed(statement(`"*"`, "es:*", ofOrganization)), alone).Says("o-1234567890"),
		"an organization, unread":            checktest.Unknown(exposed(statement(`"*"`, "es:*", ofOrganization)), unread),
		"another's account, all else unread": checktest.Fail(exposed(statement(other, "es:*", "")), unread),
		"not a policy":                       checktest.Unknown(exposed(`[]`)),
	})
}
