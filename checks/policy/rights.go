package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go4.org/netipx"
)

// rights are a principal's policies made ready.
type rights struct {
	Principal
	identity []*clause
	levels   [][]*clause // the boundary and the levels of SCPs: each has to allow too
	denies   []*clause
	account  string
	asked    question // of the policies, again and again
	acts     map[string]*acts
	decided  map[string]Decision
}

// acts are the statements that are about an action.
type acts struct {
	identity, denies []*clause
	levels           [][]*clause
}

// decisions is how many questions the decisions on a principal's rights may
// take as long as. What is then left is Unknown.
const decisions = 4

func (p Principal) rights() *rights {
	r := &rights{Principal: p, acts: map[string]*acts{}, decided: map[string]Decision{}}
	a, _ := parseARN(p.ARN)
	r.account = a.account
	r.identity = r.read(p.Policies)
	if p.Boundary != nil {
		r.levels = append(r.levels, r.read([]Attachment{*p.Boundary}))
	}
	for _, level := range p.SCPs {
		r.levels = append(r.levels, r.read(level))
	}
	r.asked = question{
		target: &Target{ARN: p.ARN}, fresh: '\ue000', account: "999999999999", most: decisions * patience,
		crossed: map[string]crossed{}, where: map[*atom]place{}, meet: map[[2]*netipx.IPSet]*netipx.IPSet{},
	}
	r.asked.allows = slices.Concat(append(r.levels, r.identity)...)
	r.asked.denies = r.denies
	r.asked.invent()
	return r
}

// read returns the statements of policies that allow, and keeps the others.
func (r *rights) read(policies []Attachment) []*clause {
	var allows []*clause
	for _, p := range policies {
		for _, c := range clausesOf(p.Document, p.Name) {
			if c.Effect == Allow {
				allows = append(allows, c)
			} else {
				r.denies = append(r.denies, c)
			}
		}
	}
	return allows
}

// mark is a text that no policy mentions.
func (r *rights) mark() string { return string(r.asked.fresh) }

func (r *rights) partition() string { return (&Target{ARN: r.ARN}).partition() }

// concrete is a text with something that no policy mentions for each *.
func (r *rights) concrete(text string) string { return strings.ReplaceAll(text, "*", r.mark()) }

// resource is the ARN of something for each *. For a lone * it is of a service
// and a kind that no policy mentions.
func (r *rights) resource(text string) string {
	if text == "*" {
		text = "arn:" + r.partition() + ":*:*:" + r.account + ":*"
	}
	return r.concrete(text)
}

// self is the principal's own ARN; of a group or a policy, that of a user who
// has it.
func (r *rights) self() string {
	a, _ := parseARN(r.ARN)
	if strings.HasPrefix(a.resource, "user/") || strings.HasPrefix(a.resource, "role/") {
		return r.ARN
	}
	return r.arn("user/" + r.mark())
}

func (r *rights) arn(resource string) string {
	return "arn:" + r.partition() + ":iam::" + r.account + ":" + resource
}

// isRole reports whether the principal is a role, and is no user for certain.
func (r *rights) isRole() bool { return strings.Contains(r.ARN, ":role/") }

// isPolicy reports whether the principal is whoever has some policy.
func (r *rights) isPolicy() bool { return strings.Contains(r.ARN, ":policy/") || r.ARN == "" }

// decide asks for the action and the resource, with some keys given: in lower
// case, with the values that they may have.
func (r *rights) decide(act, on string, has map[string][]string) Decision {
	key := act + "\n" + on + "\n" + fmt.Sprint(has)
	if d, ok := r.decided[key]; ok {
		return d
	}
	d := r.worked(act, on, has)
	r.decided[key] = d
	return d
}

func (r *rights) worked(act, on string, has map[string][]string) Decision {
	none := Decision{Answer: No, Action: act, Resource: on}
	if act == "*" {
		act = "*:*"
	}
	lower, resource := strings.ToLower(r.concrete(act)), r.resource(on)
	best := none
	acts := r.about(lower)
	for _, c := range r.callers(resource, has) {
		var h *hurdles
		for _, s := range acts.identity {
			r.asked.steps++
			there := s.on(resource, c.lookup)
			if there == No {
				continue
			}
			if h == nil {
				h = r.hurdlesOf(acts, c, lower, resource)
			}
			answer := h.try(s, there)
			if answer != No && best.Answer != Yes && (answer == Yes || best.Answer == No) {
				best = Decision{
					Answer: answer, Action: none.Action, Resource: on, Policy: s.source,
					Statement: s.Index, Sid: s.Sid, Keys: s.keys(AnAccount),
				}
			}
			if answer == Yes || answer == Unknown && r.asked.tired() {
				return best
			}
		}
	}
	return best
}

// callers are the principal, over the internet and through a VPC endpoint.
func (r *rights) callers(resource string, has map[string][]string) []*caller {
	target := &Target{ARN: resource, Organization: r.Organization, Now: r.Now, Known: map[string]string{}}
	if a, _ := parseARN(resource); a.account == "" {
		target.Account = r.account
	}
	given := map[string][]string{}
	for key, v := range r.Known {
		given[strings.ToLower(key)] = []string{r.concrete(v)}
	}
	maps.Copy(given, has)
	var all []*caller
	for _, endpoint := range []bool{false, true} {
		c := &caller{
			kind: user, account: r.account, inside: target.account() == r.account, arn: r.self(), endpoint: endpoint,
			anywhere: true, fresh: r.asked.fresh, target: target, has: given, self: &r.Principal,
		}
		if r.isRole() {
			c.kind = session
		}
		all = append(all, c)
	}
	return all
}

// about sorts out the statements that are about an action, in lower case.
func (r *rights) about(action string) *acts {
	if a, ok := r.acts[action]; ok {
		return a
	}
	does := func(clauses []*clause) []*clause {
		return slices.DeleteFunc(slices.Clone(clauses), func(c *clause) bool { return !c.does(action) })
	}
	a := &acts{identity: does(r.identity), denies: does(r.denies)}
	for _, level := range r.levels {
		a.levels = append(a.levels, does(level))
	}
	r.acts[action] = a
	return a
}

// hurdles are what stands between a statement that allows a caller an action on
// a resource and his doing it.
type hurdles struct {
	q              *question
	c              *caller
	action         string
	sure, possible [][]*clause // of each level
	denials        *denials
}

func (r *rights) hurdlesOf(a *acts, c *caller, action, resource string) *hurdles {
	h := &hurdles{q: &r.asked, c: c, action: action}
	for _, level := range a.levels {
		sure, possible := about(level, c, resource)
		h.sure = append(h.sure, sure)
		h.possible = append(h.possible, possible)
	}
	sure, possible := about(a.denies, c, resource)
	h.denials = newDenials(action, sure, possible)
	h.q.steps += len(a.denies)
	return h
}

// try asks whether a statement, which is or may be about the resource, allows
// the action, and nothing else stands in the way.
func (h *hurdles) try(s *clause, on Answer) Answer {
	b := bid{
		sure:     append([][]*clause{{s}}, h.sure...),
		possible: append([][]*clause{{s}}, h.possible...),
		denials:  h.denials,
	}
	if on != Yes {
		b.sure[0] = nil
	}
	answer, _ := h.q.judge(h.c, h.action, b)
	return answer
}

// about are the statements that are about the resource, and with them those
// that may be too.
func about(clauses []*clause, c *caller, resource string) (sure, possible []*clause) {
	for _, s := range clauses {
		on := s.on(resource, c.lookup)
		if on != No {
			possible = append(possible, s)
		}
		if on == Yes {
			sure = append(sure, s)
		}
	}
	return sure, possible
}

// administrator asks for everything at once, and for what matters in IAM.
func (r *rights) administrator() Decision {
	all := r.decide("*", "*", nil)
	for _, action := range []string{"iam:*", "iam:PutUserPolicy", "iam:PutRolePolicy", "iam:CreatePolicyVersion", "iam:PassRole"} {
		kind := "*"
		switch action {
		case "iam:PutUserPolicy":
			kind = r.arn("user/*")
		case "iam:PutRolePolicy", "iam:PassRole":
			kind = r.arn("role/*")
		case "iam:CreatePolicyVersion":
			kind = r.arn("policy/*")
		}
		all.Answer = all.Answer.And(r.decide(action, kind, nil).Answer)
	}
	return all
}
