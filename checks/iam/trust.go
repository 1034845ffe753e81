package iam

import (
	"strings"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// ofTrust judges each role by its trust policy, where the customer writes that.
func ofTrust(judge func(check.Env, *policy.Document, policy.Target) check.Verdict) check.Assessment {
	return check.ForEach(inventory.IAMRoles, func(e check.Env, r inventory.IAMRole) check.Verdict {
		if identity.OfService(r) {
			return check.NotApplicable(linkedToService)
		}
		if identity.OfIdentityCenter(r) {
			return check.NotApplicable("is of IAM Identity Center, which writes its trust")
		}
		doc, err := policy.Parse(r.AssumeRolePolicyDocument)
		if err != nil {
			return unreadable(err, "AssumeRolePolicyDocument")
		}
		v, taken := access.Under(e, r.Resource, stands, func(role policy.Target) check.Verdict {
			role.Account = e.Account.ID
			return judge(e, doc, role)
		})
		v.Evidence = append(v.Evidence, taken...)
		return v
	}).Narrowed(access.Limits...)
}

// stands is whether a verdict finds nothing wrong.
func stands(v check.Verdict) policy.Answer {
	switch v.Status {
	case check.StatusFail:
		return policy.No
	case check.StatusUnknown:
		return policy.Unknown
	}
	return policy.Yes
}

// sawTrust is what of a trust policy decides, a line for each grant.
func sawTrust(grants ...string) check.Evidence {
	return check.Saw("AssumeRolePolicyDocument", append([]string{}, grants...))
}

// trusteeText tells what a trustee is let do, and which principal he is.
func trusteeText(t policy.Trustee) string {
	if t.Whole || t.Principal == "" {
		return t.String()
	}
	return t.String() + ", as " + t.Principal
}

// grants are what a trust policy grants, by how each is judged.
type grants struct{ fine, wrong, unclear []string }

// add adds a grant, which is fine or not.
func (g *grants) add(fine policy.Answer, says string) {
	switch fine {
	case policy.Yes:
		g.fine = append(g.fine, says)
	case policy.No:
		g.wrong = append(g.wrong, says)
	default:
		g.unclear = append(g.unclear, says)
	}
}

// verdict is that of the worst of them. Doubt is what is then not known, none
// what it is if there is no such grant.
func (g grants) verdict(pass, fail, doubt, none string) check.Verdict {
	switch {
	case len(g.wrong) > 0:
		return check.Fail(fail, sawTrust(g.wrong...))
	case len(g.unclear) > 0:
		return check.Unknown("cannot be judged: whether "+doubt+" is not known: "+strings.Join(g.unclear, "; "), sawTrust(g.unclear...))
	case len(g.fine) == 0:
		return check.NotApplicable(none, sawTrust())
	}
	return check.Pass(pass, sawTrust(g.fine...))
}
