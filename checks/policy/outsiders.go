package policy

import (
	"slices"
	"strings"
)

// Outsiders asks whom, outside of the target's own account and those who are
// trusted, the policy lets do something to the target: everyone, as Public
// says, the accounts and others whom it names as principals, and those whom its
// conditions name. A service is named if it may act on behalf of anyone's
// resources: a confused deputy.
func (d *Document) Outsiders(t Target, trust Trust) Result {
	if d == nil {
		return Result{Answer: Unknown}
	}
	q := newQuestion(d, &t)
	q.trust = &trust
	r := q.public()
	for _, s := range q.allows {
		if !s.toEveryone() {
			q.principals(&r, s)
		} else if !slices.ContainsFunc(r.Grants, func(g Grant) bool { return g.Statement == s.Index && g.Answer == Yes }) {
			q.conditioned(&r, s, "")
		}
	}
	r.Grants = sorted(r.Grants)
	return r
}

// conditioned adds the grants to those whom the conditions of a statement name.
// Of a statement about a service, those are who it acts for.
func (q *question) conditioned(r *Result, s *clause, service string) {
	all := q.mentions(s)
	outsiders := q.outsiders(all)
	done := map[mention]bool{}
	for _, t := range all {
		same := mention{to: t.to, id: t.id}
		trusted := q.trust.trusts(q.target, t.to, t.id)
		if trusted == Yes || done[same] {
			continue
		}
		named := func(yield func(*caller) bool) {
			for c := range q.named(t, outsiders) {
				if service != "" {
					c.id = service
				}
				if !yield(c) {
					return
				}
			}
		}
		if r.give(Grant{ID: t.id, Principal: service}, trusted, q.tries(s, t.to, named)) {
			done[same] = true
		}
	}
}

// give adds grants, and reports whether there are any. Where it is not known
// whether somebody is trusted, nor is whether it is a grant to an outsider.
func (r *Result) give(to Grant, trusted Answer, grants []Grant) bool {
	for _, g := range grants {
		g.ID, g.Principal = to.ID, to.Principal
		if trusted == Unknown {
			g.Answer = Unknown
		}
		r.add(g)
	}
	return len(grants) > 0
}

// principals adds the grants to those whom a statement names.
func (q *question) principals(r *Result, s *clause) {
	if s.Principal == nil {
		return
	}
	outsiders := q.outsiders(q.mentions(s))
	for _, name := range s.Principal.AWS {
		q.principal(r, s, name, outsiders)
	}
	for _, name := range s.Principal.CanonicalUser {
		c := outsiders(canonical, false)
		c.id = name
		if trusted := q.trust.trusts(q.target, ACanonicalUser, name); trusted != Yes {
			r.give(Grant{ID: name, Principal: name}, trusted, q.granted(s, ACanonicalUser, q.try(s, c)))
		}
	}
	for _, name := range s.Principal.Federated {
		c := outsiders(federated, false)
		c.id, c.claims = name, anyClaims
		r.give(Grant{ID: name, Principal: name}, No, q.granted(s, AProvider, q.try(s, c)))
	}
	for _, name := range s.Principal.Service {
		c := &caller{kind: service, id: name, account: q.account, unnamed: true, fresh: q.fresh, target: q.target}
		if !r.give(Grant{ID: name, Principal: name}, No, q.granted(s, AService, q.try(s, c))) {
			q.conditioned(r, s, name)
		}
	}
}

// principal adds the grant to an AWS principal that a statement names.
func (q *question) principal(r *Result, s *clause, name string, outsiders crowd) {
	account, whole := accountOf(name)
	a, isARN := parseARN(name)
	to := Grant{To: AnAccount, ID: account, Principal: name}
	trusted := No
	switch {
	case whole:
	case !isARN:
		r.Bound = append(r.Bound, Grant{
			Answer: No, Statement: s.Index, Sid: s.Sid, To: Deleted, ID: name, Principal: name, Actions: s.Action,
		})
		return
	case !isAccountID(a.account):
		// The origin access identity of a CloudFront distribution, whose
		// account it does not tell; or no principal that AWS accepts.
		to.To, to.ID = AHolder, name
		trusted = q.trust.trusts(q.target, AHolder, name)
	default:
		to.ID = a.account
	}
	if q.trust.trusts(q.target, AnAccount, to.ID) == Yes || slices.Contains(q.trust.Principals, name) || trusted == Yes {
		return
	}
	r.give(to, trusted, q.tries(s, to.To, slices.Values(q.as(name, outsiders))))
}

// as are those of a crowd who are a principal, or any of an account.
func (q *question) as(name string, crowd crowd) []*caller {
	kinds := []callerKind{user, session, root}
	account, whole := accountOf(name)
	if !whole {
		a, _ := parseARN(name)
		switch {
		case strings.HasPrefix(a.resource, "role/") || strings.HasPrefix(a.resource, "assumed-role/"):
			kinds = []callerKind{session}
		case strings.HasPrefix(a.resource, "user/") || strings.HasPrefix(a.resource, "federated-user/"):
			kinds = []callerKind{user}
		}
	}
	var all []*caller
	for _, kind := range kinds {
		for _, endpoint := range []bool{false, true} {
			c := crowd(kind, endpoint)
			c.account, c.unnamed = account, false
			if !whole {
				c.arn = name
			}
			all = append(all, c)
		}
	}
	return all
}
