// Package identity says what the users, groups and roles of an account may do.
// It joins the tables of IAM, by which package policy then decides.
//
// An Identity has all its policies together, with its boundary. What was not
// read of them makes answers Unknown and nothing else, so a verdict rests on
// the gaps only where an answer is Unknown: see Identity.Unknown. The service
// control policies of the organization narrow that, if the scan may read them:
// see Limits.
package identity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// Tables are those that an identity's rights are in.
var Tables = []inventory.Handle{
	inventory.IAMUsers, inventory.IAMGroups, inventory.IAMRoles, inventory.IAMPolicies, inventory.IAMAWSPolicies,
}

// An Identity is a user, a group or a role with its policies.
type Identity struct {
	Resource  inventory.Resource
	Principal policy.Principal
	// Evidence are the fields that its rights come from, each with its resource.
	Evidence []check.Evidence

	gaps    []inventory.Gap
	unclear []string                  // which of its policies cannot be judged, and why
	fields  map[string]check.Evidence // where the text of a policy is, by its name
	managed int                       // how many of its policies are managed
	says    int                       // how many statements those have
	limits  []level                   // of the organization
}

func of(e check.Env, r inventory.Resource) *Identity {
	return &Identity{
		Resource: r, Principal: policy.Principal{ARN: r.ARN, Now: e.Now}, fields: map[string]check.Evidence{},
	}
}

// User is a user with its policies and those of its groups.
func User(e check.Env, u inventory.IAMUser) *Identity {
	i := of(e, u.Resource)
	i.has(e, u.Resource, "", u.AttachedPolicies, u.InlinePolicies)
	i.saw(u.Resource, "Groups", append([]string{}, u.Groups...))
	i.bound(e, u.PermissionsBoundary)
	i.Principal.Groups = []string{}
	for _, name := range u.Groups {
		g, ok := i.group(e, name)
		if !ok {
			continue
		}
		i.has(e, g.Resource, " of the group "+name, g.AttachedPolicies, g.InlinePolicies)
		i.Principal.Groups = append(i.Principal.Groups, g.ARN)
	}
	i.limit(e)
	return i.whole()
}

// Group is a group with its policies.
func Group(e check.Env, g inventory.IAMGroup) *Identity {
	i := of(e, g.Resource)
	i.has(e, g.Resource, "", g.AttachedPolicies, g.InlinePolicies)
	i.limit(e)
	return i.whole()
}

// Role is a role with its policies.
func Role(e check.Env, r inventory.IAMRole) *Identity {
	i := of(e, r.Resource)
	i.has(e, r.Resource, "", r.AttachedPolicies, r.InlinePolicies)
	i.bound(e, r.PermissionsBoundary)
	if !OfService(r) {
		i.limit(e)
	}
	return i.whole()
}

// whole adds what was read of managed policies to the evidence.
func (i *Identity) whole() *Identity {
	if i.managed > 0 {
		i.Evidence = append(i.Evidence, check.Evidence{Field: "Document", Value: fmt.Sprintf("statements of its managed policies: %d", i.says)})
	}
	return i
}

// has adds policies. Of is what tells those in line of a group from others.
func (i *Identity) has(e check.Env, r inventory.Resource, of string, attached []string, inline []inventory.IAMInlinePolicy) {
	i.saw(r, "AttachedPolicies", append([]string{}, attached...))
	for _, arn := range attached {
		i.Principal.Policies = append(i.Principal.Policies, i.attachment(e, arn))
	}
	names := []string{}
	for _, p := range inline {
		names = append(names, p.Name)
		name := p.Name + of
		i.fields[name] = check.SawOn(r, "InlinePolicies["+p.Name+"].Document", nil)
		doc, err := policy.Parse(p.Document)
		if err != nil {
			i.unclear = append(i.unclear, fmt.Sprintf("the inline policy %s cannot be read: %v", name, err))
			doc = nil
		}
		i.Principal.Policies = append(i.Principal.Policies, policy.Attachment{Name: name, Document: doc})
	}
	i.saw(r, "InlinePolicies", names)
}

func (i *Identity) bound(e check.Env, arn string) {
	i.saw(i.Resource, "PermissionsBoundary", arn)
	if arn != "" {
		b := i.attachment(e, arn)
		i.Principal.Boundary = &b
	}
}

func (i *Identity) saw(r inventory.Resource, field string, value any) {
	i.Evidence = append(i.Evidence, check.SawOn(r, field, value))
}

// attachment is a managed policy. One that is not in the tables has no
// document, and may say anything.
func (i *Identity) attachment(e check.Env, arn string) policy.Attachment {
	f := Managed(e, arn)
	i.gaps = append(i.gaps, f.Gaps...)
	if f.Value.Problem != "" {
		i.unclear = append(i.unclear, "the policy "+arn+" "+f.Value.Problem)
	}
	i.fields[arn] = check.Evidence{Resource: arn, Field: "Document"}
	i.managed++
	if f.Value.Document != nil {
		i.says += len(f.Value.Document.Statements)
	}
	return policy.Attachment{Name: arn, Document: f.Value.Document}
}

var groupsByName = check.NewIndex(inventory.IAMGroups, func(g inventory.IAMGroup) []string { return []string{g.ID} })

// group finds a group of a user. One that is not in the table may have any
// policies.
func (i *Identity) group(e check.Env, name string) (inventory.IAMGroup, bool) {
	f := groupCalled(e, name)
	if len(f.Value) == 0 {
		i.gaps = append(i.gaps, f.Gaps...)
		i.unclear = append(i.unclear, "the group "+name+" was not read")
		i.Principal.Policies = append(i.Principal.Policies, policy.Attachment{Name: "those of the group " + name})
		return inventory.IAMGroup{}, false
	}
	return f.Value[0], true
}

func groupCalled(e check.Env, name string) check.Fact[[]inventory.IAMGroup] {
	return check.Aside(e, func(e check.Env) []inventory.IAMGroup {
		if g, ok := groupsByName.Lookup(e, e.Account.Resource(), name); ok {
			return []inventory.IAMGroup{g}
		}
		return nil
	})
}

// GroupARNs are those of groups by their names; nil if one was not read. A
// verdict does not rest on them: what they would decide is Unknown without them.
func GroupARNs(e check.Env, names []string) []string {
	arns := []string{}
	for _, name := range names {
		g := groupCalled(e, name).Value
		if len(g) == 0 {
			return nil
		}
		arns = append(arns, g[0].ARN)
	}
	return arns
}

// Witness is a decision as evidence of the field that it is by.
func (i *Identity) Witness(d policy.Decision) check.Evidence {
	saw, ok := i.fields[d.Policy]
	if !ok {
		saw.Field = "Document" // of none of its policies
	}
	saw.Value = d.String()
	return saw
}

// Unknown is the verdict where an answer is Unknown, which rests on what was
// not read of the identity. Why is what to say if all was.
func (i *Identity) Unknown(e check.Env, why string, evidence ...check.Evidence) check.Verdict {
	e.RestOn(i.gaps)
	if len(i.unclear) > 0 {
		why = i.unclear[0]
	}
	return check.Unknown("cannot be judged: "+why, evidence...)
}

// Grants reports whether any of its policies allows anything.
func (i *Identity) Grants() bool {
	return slices.ContainsFunc(i.Principal.Policies, func(p policy.Attachment) bool {
		return p.Document == nil || slices.ContainsFunc(p.Document.Statements, func(s policy.Statement) bool {
			return s.Effect == policy.Allow
		})
	})
}

// About leaves out the resource of evidence that is a finding's own.
func About(r inventory.Resource, evidence []check.Evidence) []check.Evidence {
	all := slices.Clone(evidence)
	for n := range all {
		if all[n].Resource == r.ARN {
			all[n].Resource = ""
		}
	}
	return all
}

// OfService reports whether a role is linked to a service: AWS writes its trust
// and its policies, and the customer can change neither.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
func OfService(r inventory.IAMRole) bool { return strings.Contains(r.ARN, ":role/aws-service-role/") }

// OfIdentityCenter reports whether a role is one that IAM Identity Center keeps
// for a permission set: its policies are the customer's, who changes them there,
// its trust is AWS's.
// https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
func OfIdentityCenter(r inventory.IAMRole) bool {
	return strings.Contains(r.ARN, ":role/aws-reserved/sso.amazonaws.com/")
}
