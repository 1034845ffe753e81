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
	places   map[string]placed // by the resource
}

// placed is whether statements, by their numbers, are about a resource, as far
// as that was asked: for each action the same resources are asked about.
type placed []Answer

// on is whether a statement is about the resource.
func (p placed) on(s *clause, resource string, look lookup) Answer {
	if s.fixed == nil {
		return s.on(resource, look)
	}
	if p[s.number] == 0 {
		p[s.number] = s.fixed.on(resource, shingles(resource))
	}
	return p[s.number]
}

func (r *rights) placed(resource string) placed {
	p, ok := r.places[resource]
	if !ok {
		p = make(placed, len(r.asked.allows)+len(r.asked.denies))
		r.places[resource] = p
	}
	return p
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
	r := &rights{Principal: p, acts: map[string]*acts{}, decided: map[string]Decision{}, places: map[string]placed{}}
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
	for i, c := range r.asked.clauses() {
		c.number = i
	}
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

func (r *rights) worked(act, where string, has map[string][]string) Decision {
	none := Decision{Answer: No, Action: act, Resource: where}
	if act == "*" {
		act = "*:*"
	}
	lower, resource := strings.ToLower(r.concrete(act)), r.resource(where)
	best := none
	acts := r.about(lower)
	there := r.placed(resource)
	for _, c := range r.callers(resource, has) {
		var h *hurdles
		for _, s := range acts.identity {
			r.asked.steps++
			on := there.on(s, resource, c.lookup)
			if on == No {
				continue
			}
			if h == nil {
				h = r.hurdlesOf(acts, c, lower, resource)
			}
			answer := h.try(s, on)
			if answer != No && best.Answer != Yes && (answer == Yes || best.Answer == No) {
				best = Decision{
					Answer: answer, Action: none.Action, Resource: where, Policy: s.source,
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
	there := r.placed(resource)
	for _, level := range a.levels {
		sure, possible := there.about(level, c, resource)
		h.sure = append(h.sure, sure)
		h.possible = append(h.possible, possible)
	}
	sure, possible := there.about(a.denies, c, resource)
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
func (p placed) about(clauses []*clause, c *caller, resource string) (sure, possible []*clause) {
	for _, s := range clauses {
		on := p.on(s, resource, c.lookup)
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
