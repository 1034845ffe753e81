package identity

import (
	"fmt"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/organization"
	"github.com/yourside/yourside/checks/policy"
)

// Limits are the tables of what limits every user and role of the account: the
// service control policies of its organization.
var Limits = organization.SCPs.Tables()

// A level is what the account lies in, or the account itself, with its policies.
type level struct {
	id       string
	policies []policy.Attachment
}

type levelsKey struct{}

// levels are those with policies that were read, from the root down. What was
// not read is taken to limit nothing, as each that was limits by itself.
func levels(e check.Env) []level {
	return check.Once(e, levelsKey{}, func(e check.Env) []level {
		var all []level
		for _, l := range organization.SCPs.Levels(e) {
			if len(l.Policies) > 0 {
				all = append(all, levelOf(l))
			}
		}
		return all
	}).Value
}

// anything allows everything, as a policy might that was not read.
var anything = policy.Attachment{Name: "what was not read", Document: &policy.Document{
	Statements: []policy.Statement{{Effect: policy.Allow, Action: []string{"*"}, Resource: []string{"*"}}},
}}

func levelOf(o organization.Level) level {
	l := level{id: o.ID}
	for _, p := range o.Policies {
		l.policies = append(l.policies, policy.Attachment{Name: p.ARN, Document: p.Document})
	}
	if !o.Whole {
		l.policies = append(l.policies, anything)
	}
	return l
}

// limit puts the principal under the policies of the organization, which limit
// no role that is linked to a service.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
func (i *Identity) limit(e check.Env) {
	i.limits = levels(e)
	for _, l := range i.limits {
		i.Principal.SCPs = append(i.Principal.SCPs, l.policies)
	}
	i.Evidence = append(i.Evidence, limits(i.limits)...)
}

// limits is the evidence of which policies limit the account.
func limits(all []level) []check.Evidence {
	if len(all) == 0 {
		return nil
	}
	var ids, has []string
	for _, l := range all {
		ids = append(ids, l.id)
		has = append(has, l.id+": "+strings.Join(names(l.policies), ", "))
	}
	return []check.Evidence{
		{Field: "Parent", Value: "the account lies in " + strings.Join(ids, ", ")},
		{Field: "Policies", Value: has},
		{Field: "Content", Value: fmt.Sprintf("of the service control policies of %d levels", len(all))},
	}
}

func names(policies []policy.Attachment) []string {
	var all []string
	for _, p := range policies {
		all = append(all, p.Name[strings.LastIndex(p.Name, "/")+1:])
	}
	return all
}

// Unlimited is the principal by what the account says alone, without what limits
// the account.
func (i *Identity) Unlimited() policy.Principal {
	p := i.Principal
	p.SCPs = nil
	return p
}

// AdministratorRights are what Administers asks for.
const AdministratorRights = "an administrator's rights"

// Administers reports whether a principal is an administrator, or may be.
func Administers(p policy.Principal) bool { return p.Administrator().Answer != policy.No }

// TakenBy is the evidence of which policies of the organization take away what
// the account alone gives: each that does so by itself. Has asks a principal for
// it, and what says it.
func (i *Identity) TakenBy(what string, has func(policy.Principal) bool) []check.Evidence {
	if len(i.limits) == 0 || has(i.Principal) || !has(i.Unlimited()) {
		return nil
	}
	var all []check.Evidence
	under := func(scps ...policy.Attachment) bool {
		p := i.Principal
		p.SCPs = [][]policy.Attachment{scps}
		return has(p)
	}
	for _, l := range i.limits {
		denied := false
		for _, p := range l.policies {
			if !under(p, anything) {
				denied = true
				all = append(all, check.Evidence{Resource: p.Name, Field: "Content", Value: "at " + l.id + ", denies " + what})
			}
		}
		if !denied && !under(l.policies...) {
			all = append(all, check.Evidence{Field: "Content", Value: "no policy at " + l.id + " allows " + what})
		}
	}
	if len(all) == 0 {
		all = append(all, check.Evidence{Field: "Content", Value: "the policies of all levels together take away " + what})
	}
	return all
}
