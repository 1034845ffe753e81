package iam

import (
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
		return judge(e, doc, policy.Target{ARN: r.ARN, Account: e.Account.ID, Now: e.Now})
	})
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

// either is Yes if one of the answers is, No if both are.
func either(a, b policy.Answer) policy.Answer {
	if a == policy.Yes || b == policy.No {
		return a
	}
	if b == policy.Yes || a == policy.No {
		return b
	}
	return policy.Unknown
}

// both is No if one of the answers is, Yes if both are.
func both(a, b policy.Answer) policy.Answer {
	if a == policy.No || b == policy.Yes {
		return a
	}
	if b == policy.No || a == policy.Yes {
		return b
	}
	return policy.Unknown
}
