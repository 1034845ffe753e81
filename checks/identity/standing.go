package identity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// StandingTables are those that Standings reads: whether the account manages
// others decides of some ways.
var StandingTables = append(slices.Clip(Tables), inventory.Organizations)

// A Standing is how much an identity may do, and how it may gain more.
type Standing struct {
	*Identity
	Administrator policy.Decision
	Ways          []policy.Escalation // that are open, or not known to be closed
}

// Privileged is whether the identity is an administrator or can become one.
func (s *Standing) Privileged() policy.Answer {
	if s.Administrator.Answer == policy.Yes {
		return policy.Yes
	}
	if _, ok := s.Way(policy.Yes); ok {
		return policy.Yes
	}
	if _, ok := s.Way(policy.Unknown); ok || s.Administrator.Answer == policy.Unknown {
		return policy.Unknown
	}
	return policy.No
}

// Way is the shortest of the ways with this answer.
func (s *Standing) Way(a policy.Answer) (policy.Escalation, bool) {
	ways := Answering(s.Ways, a)
	if len(ways) == 0 {
		return policy.Escalation{}, false
	}
	return ways[0], true
}

// kinds are those of ways, the most direct first.
var kinds = []string{"iam-direct", "pass-role", "existing-role", "iam-then-assume", "identity-center"}

// Answering are the ways with this answer, the most direct first.
func Answering(ways []policy.Escalation, a policy.Answer) []policy.Escalation {
	var all []policy.Escalation
	for _, kind := range kinds {
		for _, w := range ways {
			if w.Kind == kind && w.Answer == a {
				all = append(all, w)
			}
		}
	}
	return all
}

// Names names the first of the ways, and says how many more there are.
func Names(ways []policy.Escalation) string {
	switch len(ways) {
	case 1:
		return ways[0].Path
	case 2:
		return ways[0].Path + " and another way"
	}
	return fmt.Sprintf("%s and %d more ways", ways[0].Path, len(ways)-1)
}

// Standings are the standings of all identities of the account, and the
// account as package policy sees it.
type Standings struct {
	Account *policy.Account

	limits     []level
	byARN      map[string]*Standing
	management check.Fact[policy.Answer]
	gaps       []inventory.Gap // of users, groups and roles
	unread     []inventory.Gap // of their policies
}

// Of is the standing of the identity with this ARN.
func (s Standings) Of(arn string) *Standing { return s.byARN[arn] }

type standingsKey struct{}

// All works out the standings once in a run. A verdict rests on what was not
// read for them only by Rest: a way that is certain stands whatever that is.
func All(e check.Env) Standings {
	f := check.Once(e, standingsKey{}, standings)
	f.Value.gaps = f.Gaps
	return f.Value
}

// Rest makes a verdict rest on all users, groups and roles having been read: one
// that was not may be the one that another gains the rights of.
func (s Standings) Rest(e check.Env) { e.RestOn(s.gaps) }

// RestOnPolicies makes a verdict rest on their policies too. A policy that was
// not read makes answers Unknown, so only what is Unknown rests on it.
func (s Standings) RestOnPolicies(e check.Env) {
	s.Rest(e)
	e.RestOn(s.unread)
}

func standings(e check.Env) Standings {
	account := e.Account.Resource()
	all := Standings{byARN: map[string]*Standing{}, limits: levels(e), management: check.Aside(e, manages)}
	there := policy.Account{Management: all.management.Value, Unbounded: map[string]policy.Answer{}}
	var order []*Standing
	add := func(i *Identity) {
		all.unread = append(all.unread, i.gaps...)
		s := &Standing{Identity: i, Administrator: i.Principal.Administrator()}
		all.byARN[i.Resource.ARN], order = s, append(order, s)
	}
	for _, u := range check.Rows(e, inventory.IAMUsers, account) {
		add(User(e, u))
		there.Users = append(there.Users, policy.Holder{ARN: u.ARN})
	}
	for _, g := range check.Rows(e, inventory.IAMGroups, account) {
		add(Group(e, g))
		there.Groups = append(there.Groups, policy.Holder{ARN: g.ARN})
	}
	for _, r := range check.Rows(e, inventory.IAMRoles, account) {
		if OfService(r) {
			continue // nobody but the service is it, or changes it
		}
		add(Role(e, r))
		trust, _ := policy.Parse(r.AssumeRolePolicyDocument) // nil if it cannot be read: it may trust anybody
		there.Roles = append(there.Roles, policy.Role{ARN: r.ARN, Trust: trust})
		if r.PermissionsBoundary != "" {
			there.Unbounded[r.ARN] = policy.No // until it is told
		}
	}
	all.Account = &there
	all.settle(order)
	return all
}

// settle works out who gains whose rights until nothing is gained any more:
// whoever can become an administrator is worth becoming too.
func (s Standings) settle(order []*Standing) {
	for range 2*len(order) + 1 { // each round, one at least goes from no over unknown to yes
		changed := false
		s.tell()
		for _, x := range order {
			was := x.Privileged()
			if was == policy.Yes {
				continue
			}
			x.Ways = x.Principal.Escalations(s.Account)
			changed = changed || x.Privileged() != was
		}
		if !changed {
			return
		}
	}
}

// tell says who is privileged by now.
func (s Standings) tell() {
	for _, holders := range [][]policy.Holder{s.Account.Users, s.Account.Groups} {
		for n := range holders {
			holders[n].Privileged = s.byARN[holders[n].ARN].Privileged()
		}
	}
	for n := range s.Account.Roles {
		s.Account.Roles[n].Privileged = s.byARN[s.Account.Roles[n].ARN].Privileged()
	}
	for role := range s.Account.Unbounded {
		s.Account.Unbounded[role] = s.byARN[role].Principal.Unbounded(s.Account)
	}
}

// manages is whether the account manages others. A member may have IAM or
// Identity Center delegated to it, which it cannot ask.
func manages(e check.Env) policy.Answer {
	o, ok := check.Lookup(e, inventory.Organizations, e.Account.Resource())
	switch {
	case !ok:
		return policy.Unknown
	case !o.Member:
		return policy.No
	case o.MasterAccountID == e.Account.ID:
		return policy.Yes
	}
	return policy.Unknown
}

// Proof is a way as evidence: the policies that open it, and whom it leads to.
func (s Standings) Proof(x *Standing, w policy.Escalation) []check.Evidence {
	var all []check.Evidence
	for _, d := range w.Steps {
		if d.Policy != "" {
			all = append(all, x.Witness(d))
		}
	}
	if w.Target == x.Resource.ARN {
		return all
	}
	to, proof := s.leads(w)
	for _, saw := range to {
		// What else it has is named by the same fields as that of the first.
		if !slices.ContainsFunc(x.Evidence, func(own check.Evidence) bool { return own.Field == saw.Field }) {
			all = append(all, saw)
		}
	}
	return append(all, proof...)
}

// Leads is the evidence of whom a way leads to, and that it does.
func (s Standings) Leads(w policy.Escalation) []check.Evidence {
	to, proof := s.leads(w)
	return slices.Concat(to, proof)
}

// leads is what the one has whom a way leads to, and why it leads there.
func (s Standings) leads(w policy.Escalation) (has, proof []check.Evidence) {
	if managing(w) {
		proof = s.organization()
	}
	to := s.byARN[w.Target]
	if to == nil {
		return nil, proof
	}
	if strings.Contains(w.Target, ":role/") {
		proof = append(proof, check.SawOn(to.Resource, "AssumeRolePolicyDocument", "lets it be used so"))
	}
	if to.Administrator.Answer == policy.Yes {
		proof = append(proof, to.Witness(to.Administrator))
	} else if next, ok := to.Way(policy.Yes); ok {
		proof = append(proof, to.Witness(next.Steps[len(next.Steps)-1]))
	}
	return to.Evidence, proof
}

// managing reports whether a way leads over accounts that the account manages.
func managing(w policy.Escalation) bool {
	return w.Kind == "identity-center" || w.Path == "assume-root"
}

func (s Standings) organization() []check.Evidence {
	manages := fmt.Sprintf("the account manages others: %s", s.management.Value)
	return []check.Evidence{{Field: "Member", Value: manages}, {Field: "MasterAccountID", Value: manages}}
}

// Closed is the evidence that ways lead nowhere in the account: what decides
// is of whoever has more rights, and of what could be used to become him. None of
// them leads over accounts that this one manages: of those the text alone decides.
func (s Standings) Closed() []check.Evidence {
	var all []check.Evidence
	for _, field := range []string{"AttachedPolicies", "InlinePolicies", "Groups", "PermissionsBoundary", "AssumeRolePolicyDocument"} {
		all = append(all, check.Evidence{Field: field, Value: "of nobody with more rights that it leads to"})
	}
	return append(all, limits(s.limits)...)
}

// Taken is the evidence of which policies of the organization keep an identity
// from an administrator's rights, or from a way to them.
func (s Standings) Taken(x *Standing) []check.Evidence {
	if len(s.limits) == 0 {
		return nil
	}
	if taken := x.TakenBy(AdministratorRights, Administers); taken != nil {
		return taken
	}
	for _, w := range x.Unlimited().Escalations(s.Account) {
		taken := x.TakenBy("the way "+w.Path, func(p policy.Principal) bool {
			return slices.ContainsFunc(p.Escalations(s.Account), func(o policy.Escalation) bool { return o.Path == w.Path })
		})
		if taken != nil {
			return taken
		}
	}
	return nil
}

// None is the evidence that an identity has no way.
func (s Standings) None(x *Standing) []check.Evidence {
	all := slices.DeleteFunc(slices.Clone(x.Evidence), func(saw check.Evidence) bool { return saw.Field == "Document" })
	all = append(all, check.Evidence{Field: "Document", Value: "of none of its policies opens a way"},
		check.Evidence{Field: "AssumeRolePolicyDocument", Value: "of no role with more rights lets it be used"})
	for _, action := range []string{"sso:AttachManagedPolicyToPermissionSet", "sso:PutInlinePolicyToPermissionSet", "sts:AssumeRoot"} {
		if x.Principal.Allows(action, "*").Answer != policy.No {
			return append(all, s.organization()...)
		}
	}
	return all
}

// Unknown is the verdict where a way is not known to be closed.
func (s Standings) Unknown(e check.Env, x *Standing, evidence ...check.Evidence) check.Verdict {
	s.RestOnPolicies(e)
	why := "whether it is an administrator is not known: " + x.Administrator.String()
	if w, ok := x.Way(policy.Unknown); ok {
		why = fmt.Sprintf("whether it can gain an administrator's rights by %s is not known: %s", w.Path, w.Why)
		if managing(w) {
			e.RestOn(s.management.Gaps)
		}
	}
	return x.Identity.Unknown(e, why, evidence...)
}
