package policy

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// An Account is what there is in an account that a principal may gain rights
// by. Privileged is whether what it says it of has more rights than the
// principal should have: an administrator's, most simply.
type Account struct {
	Users  []Holder
	Groups []Holder
	Roles  []Role
	// Unbounded is of each role with a boundary, by its ARN, whether it would be
	// privileged without that.
	Unbounded map[string]Answer
	// Management is whether it is the management account of an organization,
	// or one that IAM or Identity Center is delegated to.
	Management Answer

	admitted sync.Map // what admits found, which is the same for all principals
}

// A Holder is a user or a group.
type Holder struct {
	ARN        string
	Privileged Answer
}

// A Role is a role and who may assume it.
type Role struct {
	ARN        string
	Privileged Answer
	Trust      *Document // nil: it could not be read
}

// An Escalation is a way for a principal to gain rights that it has not.
type Escalation struct {
	Path   string // its name: pass-role-run-instances
	Kind   string // iam-direct, iam-then-assume, identity-center, pass-role or existing-role
	Answer Answer // Yes, or Unknown where it depends on what is not known
	Steps  []Decision
	Target string // what it gains the rights of, where that is known
	Why    string // why the answer is Unknown
}

// path is a set of actions that together give more rights.
type path struct {
	name, kind string
	services   []string // that run code under the role, in the name of iam:PassedToService
	actions    []string
}

//go:embed paths.tsv
var pathsTSV string

var paths = readPaths()

func readPaths() []path {
	var all []path
	for line := range strings.Lines(pathsTSV) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if c[0] != "path" {
			all = append(all, path{c[0], c[1], strings.Fields(c[2]), strings.Fields(c[3])})
		}
	}
	return all
}

// Escalations returns the ways for the principal to gain rights, in the order
// of their list, without those that are closed for certain. An administrator
// has none: there is nothing to gain.
//
// Without an account, of what a grant on all of a kind needs it is taken that
// there is one, and one with more rights: all roles hold one that is
// privileged. Of a grant on some it is not known.
func (p Principal) Escalations(a *Account) []Escalation {
	e := escalator{rights: p.rights(), there: a, mentioned: map[string]bool{}}
	if e.administrator().Answer == Yes {
		return nil
	}
	var all []Escalation
	for _, path := range paths {
		path.services = e.services(path.services)
		if x := e.walk(path); x.Answer != No {
			all = append(all, x)
		}
	}
	return all
}

// services returns the names that services have in the partition. In China some
// end in .cn.
// https://github.com/kubernetes/kops/issues/27, https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/124
func (e *escalator) services(names []string) []string {
	if e.partition() != "aws-cn" {
		return names
	}
	var both []string
	for _, name := range names {
		both = append(both, name, name+".cn")
	}
	return both
}

// Unbounded asks whether the principal has an administrator's rights, or ways
// to more of them, but for its boundary.
func (p Principal) Unbounded(a *Account) Answer {
	p.Boundary = nil
	gains := p.Administrator().Answer
	for _, x := range p.Escalations(a) {
		gains = gains.Or(x.Answer)
	}
	return gains
}

type escalator struct {
	*rights
	there     *Account
	mentioned map[string]bool // see mentions
}

// mentions reports whether any statement that allows is about an action. Most
// paths end here, before anything is asked of what there is in the account.
func (e *escalator) mentions(action string) bool {
	if is, ok := e.mentioned[action]; ok {
		return is
	}
	lower := strings.ToLower(e.concrete(action))
	is := slices.ContainsFunc(e.identity, func(s *clause) bool { return s.does(lower) })
	e.mentioned[action] = is
	return is
}

// walk asks for each of a path's actions, on what it has to be allowed on.
func (e *escalator) walk(p path) Escalation {
	x := Escalation{Path: p.name, Kind: p.kind, Answer: Yes}
	for _, action := range p.actions {
		if action != assumeRole && !e.mentions(action) {
			x.Answer = No
			return x
		}
	}
	for _, action := range p.actions {
		s := e.step(p, strings.ToLower(action), action)
		x.Answer = x.Answer.And(s.Answer)
		if x.Answer == No {
			return x
		}
		s.Resource = strings.ReplaceAll(s.Resource, e.mark(), "*")
		x.Steps = append(x.Steps, s.Decision)
		if s.target != "" {
			x.Target = strings.ReplaceAll(s.target, e.mark(), "*")
		}
		if s.Answer == Unknown && x.Why == "" {
			if x.Why = s.why; x.Why == "" {
				x.Why = ACondition
			}
		}
	}
	return x
}

// ACondition is why an escalation is Unknown where nothing else is: a condition
// that may not be met, rather than what it may be done to.
const ACondition = "a condition is on what is not known"

// assumeRole is asked for with the role that it is about: see roleToBe.
const assumeRole = "sts:AssumeRole"

// A step is one action of a path.
type step struct {
	Decision
	target string
	why    string
}

// step asks for an action on what it gains rights by.
func (e *escalator) step(p path, lower, action string) step {
	switch lower {
	case "iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile",
		"iam:createservicespecificcredential", "iam:resetservicespecificcredential":
		return e.otherUser(action)
	case "iam:putuserpolicy", "iam:attachuserpolicy", "iam:deleteuserpermissionsboundary":
		return e.ownUser(action)
	case "iam:putgrouppolicy", "iam:attachgrouppolicy":
		return e.ownGroup(action)
	case "iam:addusertogroup":
		return e.strongGroup(action)
	case "iam:putrolepolicy", "iam:attachrolepolicy", "iam:deleterolepermissionsboundary":
		return e.roleToBe(action)
	case "iam:updateassumerolepolicy":
		return e.strongRole(action, nil, nil)
	case "iam:passrole":
		return e.strongRole(action, map[string][]string{"iam:passedtoservice": p.services}, p.services)
	case "iam:createpolicyversion", "iam:setdefaultpolicyversion":
		return e.ownPolicy(action)
	case "sts:assumeroot":
		return e.managed(action, "arn:"+e.partition()+":iam::*:root")
	case "sso:attachmanagedpolicytopermissionset", "sso:putinlinepolicytopermissionset":
		return e.managed(action, "*")
	case "iam:addclientidtoopenidconnectprovider", "iam:updateopenidconnectproviderthumbprint", "iam:updatesamlprovider":
		return e.provider(action)
	case "iam:*", "iam:put*":
		return step{Decision: e.decide(action, "*", nil)}
	case "sts:assumerole":
		return step{Decision: Decision{Answer: Yes, Action: action, Resource: "the role"}} // see assumeRole
	}
	if p.kind == "existing-role" {
		return e.existing(action, p.services)
	}
	return e.made(action)
}
