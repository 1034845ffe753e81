package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestMemberRootCredentialsAbsent(t *testing.T) {
	checktest.Run(t, MemberRootCredentialsAbsent, checktest.Cases{
		"no password":                 checktest.Pass(organization(true, "999999999999"), summary(map[string]int{"AccountPasswordPresent": 0})),
		"password":                    checktest.Fail(organization(true, "999999999999"), summary(map[string]int{"AccountPasswordPresent": 1})),
		"a summary that does not say": checktest.Unknown(organization(true, "999999999999"), summary(map[string]int{"AccountMFAEnabled": 1})),
		"management account":          checktest.NotApplicable(organization(true, "123456789012"), summary(map[string]int{"AccountPasswordPresent": 1})),
		"standalone":                  checktest.NotApplicable(organization(false, ""), summary(map[string]int{"AccountPasswordPresent": 1})),
		"summary unread":              checktest.Unknown(organization(true, "999999999999"), inventory.IAMAccountSummaries.Missing(checktest.Denied())),
	})
}

func organization(member bool, master string) inventory.Part {
	return inventory.Organizations.Of(inventory.Organization{
		Resource: checktest.Account.Resource(), Member: member, MasterAccountID: master,
	})
}
