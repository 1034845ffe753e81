package policy

import "strings"

// otherUser asks for an action on a user with more rights: it gives the use of
// his credentials. On the principal itself it gains nothing.
func (e *escalator) otherUser(action string) step {
	if e.there != nil {
		return e.holders(action, e.there.Users, e.self())
	}
	return e.anyOrSome(action, e.arn("user/*"), e.arn("user/*")+e.mark(), e.self(), nil)
}

// holders asks for an action on those of users or groups that have more
// rights.
func (e *escalator) holders(action string, all []Holder, but string) step {
	best := step{Decision: Decision{Answer: No, Action: action}}
	for _, h := range all {
		if h.ARN == but || h.Privileged == No {
			continue
		}
		d := e.decide(action, h.ARN, nil)
		s := step{Decision: d, target: h.ARN}
		if s.Answer == Yes && h.Privileged != Yes {
			s.Answer, s.why = Unknown, "the rights of "+h.ARN+" are not known"
		}
		if better(s, best) {
			best = s
		}
	}
	return best
}

func better(a, b step) bool {
	return a.Answer == Yes && b.Answer != Yes || a.Answer == Unknown && b.Answer == No
}

// anyOrSome asks for an action where nothing is known of what there is: on all
// of a kind it is Yes, on some Unknown. Other is one that is not the
// principal's own, which may be written as own.
func (e *escalator) anyOrSome(action, all, other, own string, has map[string][]string) step {
	d := e.decide(action, other, has)
	if d.Answer != No {
		d.Resource = all
		return step{Decision: d, why: ACondition}
	}
	for _, s := range e.about(strings.ToLower(action)).identity {
		for i, on := range s.loose() {
			text, r := on.text, &s.resources[i].whole
			if e.resource(text) == own || !r.fixed() && strings.HasSuffix(r.text, "${aws:username}") {
				continue
			}
			if d := e.decide(action, text, has); d.Answer != No {
				d.Answer = Unknown
				return step{Decision: d, why: "the rights of " + text + " are not known"}
			}
		}
	}
	return step{Decision: Decision{Answer: No, Action: action}}
}

// ownUser asks for an action that gives the principal itself rights. On others
// it takes their credentials too, which other paths are about.
func (e *escalator) ownUser(action string) step {
	has := e.attached()
	if strings.EqualFold(action, "iam:DeleteUserPermissionsBoundary") {
		if e.isRole() {
			return step{Decision: Decision{Answer: No, Action: action}}
		}
		return e.boundary(action)
	}
	if !e.isRole() && !e.bounded() {
		if d := e.decide(action, e.self(), has); d.Answer != No {
			return step{Decision: d, target: e.self(), why: ACondition}
		}
	}
	has["iam:permissionsboundary"] = nil
	s := e.anyOrSome(action, e.arn("user/*"), e.arn("user/*")+e.mark(), e.self(), has)
	if s.Answer == No {
		return s
	}
	for _, way := range []string{"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"} {
		if e.decide(way, e.arn("user/*")+e.mark(), nil).Answer == Yes {
			return s
		}
	}
	s.Answer, s.why = Unknown, "it takes the credentials of the user that it gives rights to"
	return s
}

// boundary asks whether the principal may take its own boundary away, and has
// more rights without it. Of whoever has a policy it is taken that he has.
func (e *escalator) boundary(action string) step {
	if e.Boundary == nil && !e.isPolicy() {
		return step{Decision: Decision{Answer: No, Action: action}}
	}
	s := step{Decision: e.decide(action, e.self(), map[string][]string{"iam:permissionsboundary": e.ownBoundary()}), target: e.self()}
	if s.Answer != No && !e.isPolicy() {
		s.Answer, s.why = s.Answer.And(e.Unbounded(e.there)), "what it may do without its boundary is not known"
	}
	return s
}

// ownGroup asks for an action that gives rights to a group of the principal's.
func (e *escalator) ownGroup(action string) step {
	has := e.attached()
	groups := e.Groups
	if strings.Contains(e.ARN, ":group/") {
		groups = []string{e.ARN}
	}
	if e.bounded() {
		return step{Decision: Decision{Answer: No, Action: action}}
	}
	best := step{Decision: Decision{Answer: No, Action: action}}
	for _, g := range groups {
		if s := (step{Decision: e.decide(action, g, has), target: g}); better(s, best) {
			best = s
		}
	}
	if best.Answer == Yes || groups != nil && !e.isRole() {
		return best
	}
	s := e.anyOrSome(action, e.arn("group/*"), e.arn("group/*"), "", has)
	if s.Answer == Yes && !e.isPolicy() {
		s.Answer, s.why = Unknown, "whether it is in a group is not known"
	}
	return s
}

// strongGroup asks whether the principal may join a group with more rights.
func (e *escalator) strongGroup(action string) step {
	var s step
	if e.there != nil {
		s = e.holders(action, e.there.Groups, "")
	} else {
		s = e.anyOrSome(action, e.arn("group/*"), e.arn("group/*"), "", nil)
	}
	if s.Answer == Yes && e.isRole() {
		s.Answer, s.why = Unknown, "a role cannot be in a group: it takes the credentials of a user"
	}
	return s
}
