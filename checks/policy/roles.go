package policy

import "strings"

// roleToBe asks for an action on the principal's own role, or on one that it
// may assume.
func (e *escalator) roleToBe(action string) step {
	has := e.attached()
	best := step{Decision: Decision{Answer: No, Action: action}}
	removes := strings.EqualFold(action, "iam:DeleteRolePermissionsBoundary")
	if removes {
		has = map[string][]string{}
		if e.isRole() && !protected(e.ARN) {
			best = e.boundary(action)
		}
	} else if e.isRole() && !e.bounded() && !protected(e.ARN) || e.isPolicy() {
		own := e.ARN
		if e.isPolicy() {
			own = e.arn("role/*")
		}
		if d := e.decide(action, own, has); d.Answer != No {
			return step{Decision: d, target: own, why: ACondition}
		}
	}
	if has["iam:policyarn"] != nil {
		has["iam:permissionsboundary"] = nil // under one, the rights gained are bounded
	}
	if e.there == nil {
		s := e.anyOrSome(action, e.arn("role/*"), e.arn("role/*")+e.mark(), e.self(), has)
		assume := e.decide("sts:AssumeRole", e.arn("role/*")+e.mark(), nil)
		if s.Answer = s.Answer.And(assume.Answer); better(s, best) {
			best = s
		}
		return best
	}
	for _, r := range e.there.Roles {
		gains := Yes
		if removes {
			gains = e.there.without(r)
		}
		if protected(r.ARN) || r.ARN == e.ARN || gains == No { // what its own role gives is seen above
			continue
		}
		s := step{Decision: e.decide(action, r.ARN, has), target: r.ARN, why: "whether it may assume " + r.ARN + " is not known"}
		if s.Answer != No {
			s.Answer = s.Answer.And(gains).And(e.mayAssume(r))
		}
		if better(s, best) {
			best = s
		}
	}
	return best
}

// without is whether it is a role's boundary that keeps it from being
// privileged.
func (a *Account) without(r Role) Answer {
	if gains, ok := a.Unbounded[r.ARN]; ok {
		return gains.And(r.Privileged.Not())
	}
	return No
}

// protected reports whether IAM lets nobody change a role but AWS: one that is
// linked to a service, or one of Identity Center.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
// https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html
func protected(role string) bool {
	return strings.Contains(role, ":role/aws-service-role/") || strings.Contains(role, ":role/aws-reserved/")
}

// mayAssume asks whether the principal may assume a role of its account: the
// role has to trust it and, where it trusts only the account, its own policies
// have to allow it.
func (e *escalator) mayAssume(r Role) Answer {
	if r.Trust == nil {
		return Unknown
	}
	t := Target{ARN: r.ARN, Organization: e.Organization, Now: e.Now}
	q := newQuestion(r.Trust, &t)
	as := func(arn string) Answer {
		c := &caller{kind: user, account: e.account, inside: true, arn: arn, anywhere: true, fresh: q.fresh, target: &t}
		if e.isRole() {
			c.kind = session
		}
		return q.assumable([]*caller{c})
	}
	anyone := as(e.arn("user/" + string(q.fresh)))
	if e.isRole() {
		anyone = as(e.arn("role/" + string(q.fresh)))
	}
	itself := as(e.self())
	if anyone == No {
		return itself // it is named, which takes no policy of its own
	}
	return itself.And(e.decide("sts:AssumeRole", r.ARN, nil).Answer)
}

// strongRole asks for an action on a role with more rights, which services, if
// any, may assume.
func (e *escalator) strongRole(action string, has map[string][]string, services []string) step {
	if e.there == nil {
		return e.anyOrSome(action, e.arn("role/*"), e.arn("role/*")+e.mark(), e.self(), has)
	}
	best := step{Decision: Decision{Answer: No, Action: action}}
	for _, r := range e.there.Roles {
		if r.Privileged == No || r.ARN == e.ARN || services == nil && protected(r.ARN) {
			continue
		}
		s := step{Decision: e.decide(action, r.ARN, has), target: r.ARN, why: "the rights or the trust of " + r.ARN + " are not known"}
		s.Answer = s.Answer.And(r.Privileged)
		if services != nil && s.Answer != No {
			s.Answer = s.Answer.And(e.admits(r, services))
		}
		if better(s, best) {
			best = s
		}
	}
	return best
}

// ownPolicy asks whether the principal may rewrite a policy that it has.
func (e *escalator) ownPolicy(action string) step {
	own := []string{}
	for _, p := range e.Policies {
		if a, ok := parseARN(p.Name); ok && isAccountID(a.account) {
			own = append(own, p.Name)
		}
	}
	best := step{Decision: Decision{Answer: No, Action: action}}
	if !e.bounded() {
		for _, name := range own {
			if s := (step{Decision: e.decide(action, name, nil), target: name}); better(s, best) {
				best = s
			}
		}
	}
	if best.Answer == Yes {
		return best
	}
	s := e.anyOrSome(action, e.arn("policy/*"), e.arn("policy/*"), "", nil)
	if s.Answer == Yes && !e.isPolicy() {
		s.Answer, s.why = Unknown, "which policies others have that it may become is not known"
	}
	return s
}

// managed asks for an action that only matters in an account that manages
// others.
func (e *escalator) managed(action, resource string) step {
	s := step{Decision: e.decide(action, resource, nil)}
	if e.there == nil || s.Answer == No {
		return s
	}
	s.why = "whether the account manages others is not known"
	if e.there.Management == 0 {
		s.Answer = s.Answer.And(Unknown)
	} else {
		s.Answer = s.Answer.And(e.there.Management)
	}
	return s
}

// provider asks whether the principal may change an identity provider that a
// role with more rights trusts.
func (e *escalator) provider(action string) step {
	kind := "oidc-provider/*"
	if strings.Contains(strings.ToLower(action), "saml") {
		kind = "saml-provider/*"
	}
	if e.there == nil {
		s := e.anyOrSome(action, e.arn(kind), e.arn(kind), "", nil)
		if s.Answer == Yes {
			s.Answer, s.why = Unknown, "which roles trust a provider is not known"
		}
		return s
	}
	best := step{Decision: Decision{Answer: No, Action: action}}
	for _, r := range e.there.Roles {
		if r.Trust == nil {
			continue
		}
		for _, f := range r.Trust.Federations(Target{ARN: r.ARN, Now: e.Now}) {
			s := step{Decision: e.decide(action, f.Provider, nil), target: r.ARN, why: "the rights of " + r.ARN + " are not known"}
			if s.Answer = s.Answer.And(r.Privileged); better(s, best) {
				best = s
			}
		}
	}
	return best
}
