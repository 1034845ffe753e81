package policy

import (
	"slices"
	"strings"
)

// attached are the policies that an escalation would attach, where a condition
// on iam:PolicyARN leaves the choice.
func (e *escalator) attached() map[string][]string {
	var arns []string
	for _, name := range []string{"AdministratorAccess", "IAMFullAccess", "PowerUserAccess"} {
		arns = append(arns, "arn:"+e.partition()+":iam::aws:policy/"+name)
	}
	return map[string][]string{"iam:policyarn": arns, "iam:permissionsboundary": e.ownBoundary()}
}

// ownBoundary is the boundary that the principal itself has, or none.
func (e *escalator) ownBoundary() []string {
	if e.Boundary == nil || e.isPolicy() {
		return nil
	}
	return []string{e.Boundary.Name}
}

// bounded reports whether a boundary stays in the way of rights that the
// principal gives to itself.
func (e *escalator) bounded() bool {
	if e.Boundary == nil {
		return false
	}
	free := Principal{ARN: e.ARN, Policies: []Attachment{*e.Boundary}, Now: e.Now}
	return free.Administrator().Answer != Yes
}

// made asks for an action on anything: the principal makes it, and names it as
// its policies want.
func (e *escalator) made(action string) step {
	d, _ := e.somewhere(action)
	return step{Decision: d}
}

// existing asks for an action on something that is there and has a role.
func (e *escalator) existing(action string, services []string) step {
	d, everywhere := e.somewhere(action)
	s := step{Decision: d}
	if d.Answer == No {
		return s
	}
	role, there := e.trusting(services)
	switch {
	case e.there != nil && there == No && len(services) > 0:
		s.Answer = No
	case !everywhere:
		s.Answer, s.why = Unknown, "which role "+action+" gives the use of is not known"
	case e.there != nil && there == Unknown:
		s.Answer, s.why = Unknown, "no role with more rights is known that such a resource may have"
	}
	s.target = role
	return s
}

// trusting finds a role with more rights that one of the services may use.
func (e *escalator) trusting(services []string) (string, Answer) {
	found := No
	if e.there == nil {
		return "", Unknown
	}
	for _, r := range e.there.Roles {
		if r.Privileged == No {
			continue
		}
		a := r.Privileged.And(e.admits(r, services))
		if a == Yes {
			return r.ARN, Yes
		}
		found = found.Or(a)
	}
	return "", found
}

// admits reports whether a role lets one of the services assume it.
func (e *escalator) admits(r Role, services []string) Answer {
	if r.Trust == nil {
		return Unknown
	}
	type trusts struct {
		trust         *Document
		role, service string
	}
	return anyOf(services, func(name string) Answer {
		key := trusts{r.Trust, r.ARN, name}
		if a, ok := e.there.admitted.Load(key); ok {
			return a.(Answer) //nolint:forcetypeassert // stored below
		}
		t := Target{ARN: r.ARN, Organization: e.Organization, Now: e.Now}
		q := newQuestion(r.Trust, &t)
		var callers []*caller
		for _, kind := range []callerKind{service, federated} {
			callers = append(callers, &caller{
				kind: kind, id: name, account: e.account, inside: true, anywhere: true, fresh: q.fresh, target: &t, claims: anyClaims,
			})
		}
		a := q.assumable(callers)
		e.there.admitted.Store(key, a)
		return a
	})
}

// assumable reports whether one of the callers may assume the role.
func (q *question) assumable(callers []*caller) Answer {
	a := No
	for _, s := range q.allows {
		for _, c := range callers {
			a = a.Or(q.assumes(q.try(s, c)))
		}
	}
	return a
}

// somewhere asks whether the action is allowed on anything at all, and whether
// on everything of its kind.
func (e *escalator) somewhere(action string) (d Decision, everywhere bool) {
	d = e.decide(action, "*", nil)
	if d.Answer == Yes {
		return d, true
	}
	for _, s := range e.about(strings.ToLower(action)).identity {
		for _, r := range s.loose() {
			if d.Answer == Yes && !r.whole {
				continue // it is known to be allowed on some
			}
			if d.Answer != No && e.asked.tired() {
				return d, everywhere
			}
			if try := e.decide(action, r.text, nil); try.Answer == Yes {
				d, everywhere = try, everywhere || r.whole
			} else if d.Answer == No {
				d = try
			}
		}
	}
	return d, everywhere
}

// wholeKind reports whether a pattern is of all resources of a kind:
// arn:aws:lambda:*:*:function:*.
func wholeKind(text string) bool {
	parts := splitARN(text)
	if len(parts) < arnParts {
		return false // a lone * is asked for before its resources are
	}
	kind, rest, _ := strings.Cut(strings.ReplaceAll(parts[arnParts-1], ":", "/"), "/")
	return kind == "*" || rest == "*" && !slices.Contains([]string{"", "*"}, kind)
}
