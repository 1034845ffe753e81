package organizations

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	scpStay = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"}]}`
	scpFew  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`
	scpAll  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
)

func TestSCPGuardrailsAttached(t *testing.T) {
	on := root(servicePolicies)
	both := accounts(in("111111111111", "r-1", "ou-1"), in("222222222222", "r-1"), in(checktest.Account.ID, "r-1"))
	with := func(content string, targets ...string) []inventory.Part {
		return append(ruled(on, servicePolicies, content, targets...), both)
	}
	checktest.Run(t, SCPGuardrailsAttached, checktest.Cases{
		"attached to the root": checktest.Pass(with(scpStay, "r-1")...),
		"attached to a unit":   checktest.Fail(with(scpStay, "ou-1")...).Says("that no service control policy limits: 222222222222 ["),
		"seven accounts without": checktest.Fail(append(ruled(on, servicePolicies, scpStay), accounts(in("111111111111"), in("222222222222"), in("333333333333"),
			in("444444444444"), in("555555555555"), in("666666666666"), in("777777777777")))...).Says("444444444444, 555555555555 and 2 more ["),
		"to a unit and an account":     checktest.Pass(with(scpStay, "ou-1", "222222222222")...),
		"a list of what is allowed":    checktest.Pass(with(scpFew, "r-1")...),
		"a copy of FullAWSAccess":      checktest.Fail(with(scpAll, "r-1")...),
		"it cannot be read":            checktest.Unknown(with("{", "r-1")...).Says("the policy p-own cannot be read: line 1"),
		"unread, and not everywhere":   checktest.Fail(with("{", "ou-1")...).Says("limits: 222222222222 ["),
		"attached to nothing":          checktest.Fail(with(scpStay)...),
		"only that of AWS":             checktest.Fail(manages, on, both, ofAWS(servicePolicies)),
		"a resource control policy":    checktest.Fail(append(ruled(on, resourcePolicies, scpStay, "r-1"), both)...),
		"not enabled":                  checktest.Fail(append(ruled(root(resourcePolicies), servicePolicies, scpStay, "r-1"), both)...),
		"a closed account without":     checktest.Pass(append(ruled(on, servicePolicies, scpStay, "ou-1"), accounts(closed(in("111111111111", "r-1"))))...),
		"the management account alone": checktest.Pass(manages, on, accounts(in(checktest.Account.ID, "r-1"))),
		"a member":                     checktest.NotApplicable(member),
		"in no organization":           checktest.NotApplicable(alone),
	})
}
