// Package access holds what the checks of resource policies share: how the
// answers of checks/policy become verdicts.
package access

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// Target returns what the policy of a resource is judged for.
func Target(e check.Env, r inventory.Resource) policy.Target {
	return policy.Target{ARN: r.ARN, Account: r.Account, Region: r.Region, Now: e.Now}
}

// Of parses the policy of a resource. Without one it returns no document; if
// the policy cannot be read it returns the verdict.
func Of(p inventory.ResourcePolicy) (*policy.Document, *check.Verdict) {
	if p.Policy == "" {
		return nil, nil
	}
	d, err := policy.Parse(p.Policy)
	if err != nil {
		v := check.Unknown("has a policy that cannot be read: "+err.Error(), check.Saw("Policy", err.Error()))
		return nil, &v
	}
	return d, nil
}

// NotPublic judges a resource by its policy alone: it passes if that lets
// neither everyone nor everyone with an AWS account do anything that resource
// control policies do not deny.
func NotPublic(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	return NotPublicFor(e, p, func(policy.Grant) bool { return true })
}

// NotPublicFor is NotPublic where only some grants matter: those that keep
// accepts.
func NotPublicFor(e check.Env, p inventory.ResourcePolicy, keep func(policy.Grant) bool) check.Verdict {
	d, unread := Of(p)
	if unread != nil {
		return *unread
	}
	if d == nil {
		return check.Pass("has no policy that could let anybody in", check.Saw("Policy", ""))
	}
	r, taken := Under(e, p.Resource, closed, func(t policy.Target) policy.Result { return d.Public(t).Only(keep) })
	saw := slices.Concat(taken, []check.Evidence{check.Saw("Policy", Said(r))})
	switch r.Answer {
	case policy.Yes:
		return check.Fail("is public: "+first(r, policy.Yes), saw...)
	case policy.No:
		if taken != nil {
			return check.Pass("grants nothing to everyone that its organization does not deny", saw...)
		}
		return check.Pass("has a policy that grants nothing to everyone", saw...)
	case policy.Unknown:
	}
	return check.Unknown("has a policy of which cannot be told whether it is public: "+first(r, policy.Unknown), saw...)
}

// mostSaid is how many grants a finding holds as evidence.
const mostSaid = 5

// Said returns the grants that an answer rests on, as evidence: those that make
// it what it is, else those to everyone that something narrows.
func Said(r policy.Result) []string {
	grants := r.Grants
	if len(grants) == 0 {
		grants = r.Bound
	}
	said := []string{}
	for _, g := range grants[:min(len(grants), mostSaid)] {
		said = append(said, g.String())
	}
	return said
}

// first returns the first grant of an answer, in words.
func first(r policy.Result, a policy.Answer) string {
	i := slices.IndexFunc(r.Grants, func(g policy.Grant) bool { return g.Answer == a })
	if i < 0 {
		return "something in it is not known here"
	}
	return r.Grants[i].String()
}
