// Package organization says which policies of its organization hold for the
// account, as far as the scan may read them, which few may. A check is narrowed
// by their tables and rests on none of them: see check.Assessment.Narrowed.
package organization

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// A Kind is a kind of policies of organizations.
type Kind struct {
	attachments *inventory.Table[inventory.PolicyAttachments]
	policies    *inventory.Table[inventory.OrganizationPolicy]
}

// The kinds that say who may do what.
var (
	// SCPs are the service control policies, which limit users and roles.
	SCPs = Kind{inventory.SCPAttachments, inventory.SCPs}
	// RCPs are the resource control policies, which limit who reaches resources.
	RCPs = Kind{inventory.RCPAttachments, inventory.RCPs}
)

// Tables are those that a check of this kind of policies is narrowed by.
func (k Kind) Tables() []inventory.Handle {
	return []inventory.Handle{inventory.OrganizationParents, k.attachments, k.policies}
}

// A Level is what the account lies in, or the account itself, with its policies.
type Level struct {
	ID       string
	Policies []Policy // those that were read and could be parsed
	Whole    bool     // these are all
}

// A Policy is one of an organization.
type Policy struct {
	ARN      string
	Name     string
	Document *policy.Document
}

// Levels are those whose policies of a kind are known, from the root down.
func (k Kind) Levels(e check.Env) []Level {
	return check.Once(e, k, func(e check.Env) []Level {
		var all []Level
		met := map[string]bool{}
		for at := e.Account.Resource(); !met[at.ARN]; {
			met[at.ARN] = true
			if a, ok := check.Peek(e, k.attachments, at); ok {
				all = append(all, k.level(e, a))
			}
			p, ok := check.Peek(e, inventory.OrganizationParents, at)
			if !ok {
				break
			}
			at = p.Parent
		}
		slices.Reverse(all)
		return all
	}).Value
}

func (k Kind) level(e check.Env, a inventory.PolicyAttachments) Level {
	l := Level{ID: a.ID, Whole: true}
	for _, arn := range a.Policies {
		row, ok := check.Peek(e, k.policies, inventory.Resource{ARN: arn})
		if !ok {
			l.Whole = false
			continue
		}
		doc, err := policy.Parse(row.Content)
		if err != nil {
			l.Whole = false
			continue
		}
		p := Policy{ARN: arn, Name: row.Name, Document: doc}
		if p.Name == "" {
			p.Name = arn[strings.LastIndex(arn, "/")+1:]
		}
		l.Policies = append(l.Policies, p)
	}
	return l
}
