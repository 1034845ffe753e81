package policy

import (
	"maps"
	"slices"
)

// A Trustee is an AWS principal, of the role's account or another, whom a
// role's trust policy lets assume it.
type Trustee struct {
	Grant
	Trusted Answer // Unknown where the policy names him by what does not tell whose it is
	Whole   bool   // the policy lets in anybody of a whole account, or everyone
	// ExternalID and MFA are whether he has to give an external ID that is one's
	// own, or to have signed in with a second factor.
	ExternalID Answer
	MFA        Answer
}

// Trustees returns the AWS principals whom a role's trust policy lets assume
// it: those that it names, and, of what it lets everyone do, those whom its
// conditions name. Services are Outsiders, providers are Federations.
func (d *Document) Trustees(role Target, trust Trust) []Trustee {
	q := newQuestion(d, &role)
	q.trust = &trust
	q.actions = []action{{name: "sts:AssumeRole", lower: "sts:assumerole", self: true}}
	var all []Trustee
	for _, s := range q.allows {
		switch {
		case s.toEveryone():
			all = append(all, q.anyTrustee(s)...)
		case s.Principal != nil:
			outsiders := q.outsiders(q.mentions(s))
			for _, name := range s.Principal.AWS {
				all = append(all, q.trustee(s, name, outsiders)...)
			}
		}
	}
	return all
}

// anyTrustee is everyone or, where conditions hold a statement to some, those.
func (q *question) anyTrustee(s *clause) []Trustee {
	if all := q.trustees(s, q.everyone(), Trustee{Grant: Grant{To: AnyPrincipal}, Trusted: No, Whole: true}); len(all) > 0 {
		return all
	}
	var all []Trustee
	mentions := q.mentions(s)
	outsiders := q.outsiders(mentions)
	for _, m := range mentions {
		trusted := q.trust.trusts(q.target, m.to, m.id)
		t := Trustee{Grant: Grant{To: m.to, ID: m.id}, Trusted: trusted, Whole: m.key != "aws:principalarn"}
		all = append(all, q.trustees(s, q.ours(slices.Collect(q.named(m, outsiders))), t)...)
	}
	return all
}

func (q *question) trustee(s *clause, name string, outsiders crowd) []Trustee {
	account, whole := accountOf(name)
	if account == "" {
		return nil // the ID of a principal that is no more
	}
	t := Trustee{Grant: Grant{To: AnAccount, ID: account, Principal: name}, Whole: whole}
	t.Trusted = q.trust.trusts(q.target, AnAccount, account)
	for _, p := range q.trust.Principals {
		if p == name {
			t.Trusted = Yes
		}
	}
	return q.trustees(s, q.ours(q.as(name, outsiders)), t)
}

// ours marks the callers who are of the target's account.
func (q *question) ours(callers []*caller) []*caller {
	for _, c := range callers {
		c.inside = c.account == q.target.account()
	}
	return callers
}

// trustees are the grants of a statement to callers, and what they demand.
func (q *question) trustees(s *clause, callers []*caller, t Trustee) []Trustee {
	callers = slices.Collect(q.distinct(slices.Values(callers)))
	var hits []hit
	for _, c := range callers {
		if c.kind != service {
			hits = append(hits, q.try(s, c)...)
		}
	}
	var all []Trustee
	for _, g := range q.granted(s, t.To, hits) {
		g.ID, g.Principal = t.ID, t.Principal
		t.Grant = g
		t.Whole = t.Whole && q.unmentioned(s, callers) != No
		t.ExternalID = q.without(s, callers, map[string][]string{"sts:externalid": nil}).
			Or(q.without(s, callers, map[string][]string{"sts:externalid": {string(q.fresh)}})).Not() // that of another
		t.MFA = q.without(s, callers, map[string][]string{"aws:multifactorauthpresent": nil, "aws:multifactorauthage": nil}).
			Or(q.without(s, callers, map[string][]string{"aws:multifactorauthpresent": {"false"}, "aws:multifactorauthage": nil})).Not()
		all = append(all, t)
	}
	return all
}

// without asks whether callers may assume the role with these values.
func (q *question) without(s *clause, callers []*caller, has map[string][]string) Answer {
	return q.holding(s, callers, func(*caller) map[string][]string { return has })
}

// unmentioned asks whether users or roles of the callers' accounts may assume the
// role that no condition names.
func (q *question) unmentioned(s *clause, callers []*caller) Answer {
	return q.holding(s, callers, func(c *caller) map[string][]string {
		switch c.kind {
		case user:
			return map[string][]string{"aws:principalarn": {c.arnOf("iam", "user/"+c.mark())}}
		case session:
			return map[string][]string{"aws:principalarn": {c.arnOf("iam", "role/"+c.mark())}}
		}
		return nil
	})
}

func (q *question) holding(s *clause, callers []*caller, has func(*caller) map[string][]string) Answer {
	return anyOf(callers, func(c *caller) Answer {
		if c.kind == service {
			return No
		}
		held := *c
		held.has = map[string][]string{}
		maps.Copy(held.has, c.has)
		maps.Copy(held.has, has(c))
		return q.assumes(q.try(s, &held))
	})
}
