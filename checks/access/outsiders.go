package access

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// TrustedAccounts is the parameter of checks that ask whether outsiders are let
// in. The account itself, and its organization, are always trusted.
var TrustedAccounts = check.NewParam("trusted-accounts", []string(nil), "IDs of trusted accounts, besides this one and those of its organization")

// OutsiderTables are what a judge of outsiders reads besides the policy.
var OutsiderTables = []inventory.Handle{inventory.Organizations}

// Outsiders returns what a policy lets others do than this account, its
// organization and the trusted accounts. Which organization it is, is asked
// only if it may decide. Keep says which grants matter.
func Outsiders(e check.Env, d *policy.Document, r inventory.Resource, keep func(policy.Grant) bool) (policy.Result, []check.Evidence) {
	trust := policy.Trust{Accounts: TrustedAccounts.Get(e)}
	ask := func(organization string) (policy.Result, []check.Evidence) {
		return Under(e, r, closed, func(t policy.Target) policy.Result {
			t.Organization = organization
			return d.Outsiders(t, trust).Only(keep)
		})
	}
	result, taken := ask("")
	if result.Answer == policy.No {
		return result, taken
	}
	named := result.Only(func(g policy.Grant) bool { return g.To != policy.AnOrganization })
	if named.Answer == policy.Yes {
		return named, taken
	}
	o := check.Detail(e, inventory.Organizations, e.Account.Resource())
	saw := []check.Evidence{check.SawOn(o.Resource, "Member", o.Member), check.SawOn(o.Resource, "OrganizationID", o.OrganizationID)}
	if !o.Member {
		return result, append(saw, taken...)
	}
	result, taken = ask(o.OrganizationID)
	return result, append(saw, taken...)
}

// Strangers judges a resource by whom its policy names: it passes if they are
// all of this account, its organization or the trusted accounts. Services are
// not of any account, and do not count. Does names what is granted, as in
// "manage it".
func Strangers(e check.Env, p inventory.ResourcePolicy, does string, keep func(policy.Grant) bool) check.Verdict {
	d, unread := Of(p)
	if unread != nil {
		return *unread
	}
	if d == nil {
		return check.Pass("has no policy that could let anybody in", check.Saw("Policy", ""))
	}
	r, saw := Outsiders(e, d, p.Resource, func(g policy.Grant) bool { return g.To != policy.AService && keep(g) })
	saw = append(saw, check.Saw("Policy", Said(r)))
	switch r.Answer {
	case policy.Yes:
		return check.Fail("lets others "+does+": "+first(r, policy.Yes), saw...)
	case policy.No:
		return check.Pass("lets no others "+does, saw...)
	case policy.Unknown:
	}
	return check.Unknown("has a policy of which cannot be told whether it lets others "+does+": "+first(r, policy.Unknown), saw...)
}

// Deputy returns what a policy lets a service of AWS do on behalf of whoever
// has an AWS account: nothing, if it says whose resources the service may act
// for.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
func Deputy(e check.Env, d *policy.Document, r inventory.Resource, service string) (policy.Result, []check.Evidence) {
	return Under(e, r, closed, func(t policy.Target) policy.Result {
		return d.Outsiders(t, policy.Trust{}).Only(func(g policy.Grant) bool { return g.To == policy.AService && g.ID == service })
	})
}
