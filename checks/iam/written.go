package iam

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// A written policy is one whose text is the customer's: a managed policy, or an
// inline one of a user, a group or a role.
type written struct {
	policy.Principal // whoever has the policy, and has no other
	document         *policy.Document
	groups           []string // the names of a user's; nil if its owner is none
}

// A ruling is whether a policy is too broad, and what shows it. No answer is
// that the question does not arise.
type ruling struct {
	tooBroad policy.Answer
	because  string
	evidence []check.Evidence // of what else decided
}

// A judgement is what a check says of each policy that the customer wrote.
type judgement struct {
	judge func(check.Env, written) ruling
	fine  string // what a policy does that passes: "grants no ..."
	broad string // what one does that fails
}

// ofWritten judges the managed policies that the customer wrote, and of each
// user, group and role its inline ones.
func ofWritten(j judgement, also ...inventory.Handle) check.Assessment {
	return check.Together(check.ForEach(inventory.IAMPolicies, j.managed, also...), ofInline(j, also...))
}

// ofInline judges users, groups and roles by their inline policies.
func ofInline(j judgement, also ...inventory.Handle) check.Assessment {
	return check.Together(
		check.ForEach(inventory.IAMUsers, func(e check.Env, u inventory.IAMUser) check.Verdict {
			return j.inline(e, u.Resource, u.InlinePolicies, append([]string{}, u.Groups...))
		}, also...),
		check.ForEach(inventory.IAMGroups, func(e check.Env, g inventory.IAMGroup) check.Verdict {
			return j.inline(e, g.Resource, g.InlinePolicies, nil)
		}, also...),
		check.ForEach(inventory.IAMRoles, func(e check.Env, r inventory.IAMRole) check.Verdict {
			if identity.OfService(r) {
				return check.NotApplicable(linkedToService)
			}
			return j.inline(e, r.Resource, r.InlinePolicies, nil)
		}, also...),
	)
}

const linkedToService = "is linked to a service: AWS writes its policies and its trust"

// managed judges a managed policy, whether it is attached or not. One that only
// limits others grants nothing.
func (j judgement) managed(e check.Env, p inventory.IAMPolicy) check.Verdict {
	counts := attachments(p)
	if p.AttachmentCount == 0 && p.PermissionsBoundaryUsageCount > 0 {
		return check.NotApplicable("only limits others as their permissions boundary", counts...)
	}
	doc, err := policy.Parse(p.Document)
	if err != nil {
		return unreadable(err, "Document")
	}
	r := j.judge(e, written{policy.Principal{ARN: p.ARN, Policies: []policy.Attachment{{Name: p.ARN, Document: doc}}, Now: e.Now}, doc, nil})
	saw := append(append(counts, check.Saw("Document", r.because)), r.evidence...)
	switch r.tooBroad {
	case policy.Yes:
		return check.Fail(j.broad, saw...)
	case policy.No:
		return check.Pass(j.fine, saw...)
	case policy.Unknown:
		return check.Unknown("cannot be judged: "+r.because, saw...)
	}
	return check.NotApplicable(r.because, saw...)
}

func attachments(p inventory.IAMPolicy) []check.Evidence {
	return []check.Evidence{
		check.Saw("AttachmentCount", p.AttachmentCount),
		check.Saw("PermissionsBoundaryUsageCount", p.PermissionsBoundaryUsageCount),
	}
}

func unreadable(err error, field string) check.Verdict {
	return check.Unknown("cannot be judged: its policy cannot be read: "+err.Error(), check.Saw(field, err.Error()))
}

// inline judges a user, a group or a role by the worst of its inline policies.
func (j judgement) inline(e check.Env, owner inventory.Resource, policies []inventory.IAMInlinePolicy, groups []string) check.Verdict {
	if len(policies) == 0 {
		return check.NotApplicable("has no inline policy", check.Saw("InlinePolicies", []string{}))
	}
	var broad, unclear, fine, other []check.Evidence
	why := ""
	for _, p := range policies {
		field := fmt.Sprintf("InlinePolicies[%s].Document", p.Name)
		doc, err := policy.Parse(p.Document)
		if err != nil {
			unclear = append(unclear, check.Saw(field, err.Error()))
			why = fmt.Sprintf("its inline policy %s cannot be read: %v", p.Name, err)
			continue
		}
		r := j.judge(e, written{policy.Principal{ARN: owner.ARN, Policies: []policy.Attachment{{Name: p.Name, Document: doc}}, Now: e.Now}, doc, groups})
		saw := append([]check.Evidence{check.Saw(field, r.because)}, r.evidence...)
		switch r.tooBroad {
		case policy.Yes:
			broad = append(broad, saw...)
		case policy.No:
			fine = append(fine, saw...)
		case policy.Unknown:
			unclear, why = append(unclear, saw...), r.because
		default:
			other, why = append(other, saw...), strings.Join([]string{"has an inline policy that", r.because}, " ")
		}
	}
	switch {
	case len(broad) > 0:
		return check.Fail("has an inline policy that "+j.broad, broad...)
	case len(unclear) > 0:
		return check.Unknown("cannot be judged: "+why, unclear...)
	case len(fine) > 0:
		return check.Pass("has no inline policy that "+j.broad, append(fine, other...)...)
	}
	return check.NotApplicable(why, other...)
}

// allows is whether whoever has the policy, and no other, may do one of the
// actions on all resources of one of the kinds. Resources may have any tags,
// so what is allowed only on some of them is not allowed on all.
func (w written) allows(actions []string, resources ...string) ruling {
	best := ruling{policy.No, "does not allow " + strings.Join(actions, " or ") + " on " + strings.Join(resources, " or "), nil}
	for _, action := range actions {
		for _, resource := range resources {
			best = best.or(rulingOf(w.any().Allows(action, resource)))
		}
	}
	return best
}

// any is the principal where the tags of a resource are any. Where they have to
// be those of the principal, which are not known, they are others than those.
func (w written) any() policy.Principal {
	p := w.Principal
	p.Known = map[string]string{}
	var conditions []policy.Condition
	for _, s := range w.document.Statements {
		conditions = append(conditions, s.Conditions...)
	}
	for _, c := range conditions {
		key := strings.ToLower(c.Key)
		if !strings.Contains(key, ":resourcetag/") && key != "kms:resourcealiases" {
			continue
		}
		p.Known[key] = "*"
		for _, v := range c.Values {
			if tag := ofPrincipal.FindStringSubmatch(v); tag != nil && !slices.ContainsFunc(conditions, func(c policy.Condition) bool { return strings.EqualFold(c.Key, tag[1]) }) {
				p.Known[strings.ToLower(tag[1])] = "of the principal"
			}
		}
	}
	maps.Copy(p.Known, w.Known)
	return p
}

var ofPrincipal = regexp.MustCompile(`(?i)\$\{(aws:PrincipalTag/[^},]+)`)

// ours is the ARN, or the pattern, of something of the account.
func ours(e check.Env, service, resource string) string {
	return "arn:" + e.Account.Partition + ":" + service + ":" + e.Account.ID + ":" + resource
}

func rulingOf(d policy.Decision) ruling { return ruling{d.Answer, d.String(), nil} }

// or is the worse of two rulings.
func (r ruling) or(o ruling) ruling {
	if o.tooBroad == policy.Yes && r.tooBroad != policy.Yes || o.tooBroad == policy.Unknown && r.tooBroad == policy.No {
		return o
	}
	return r
}

// and is the ruling that both are too broad.
func (r ruling) and(o ruling) ruling {
	if o.tooBroad == policy.No || o.tooBroad == policy.Unknown && r.tooBroad == policy.Yes {
		return o
	}
	return r
}
