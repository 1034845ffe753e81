package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/organization"
	"github.com/yourside/yourside/checks/policy"
)

// Limits are the tables of what limits who reaches resources of the account: the
// resource control policies of its organization. A check that asks Under them is
// narrowed by these.
var Limits = organization.RCPs.Tables()

// controlled are the services of judged resources whose actions resource control
// policies limit. Of KMS they leave kms:RetireGrant alone, which no key policy
// gives either.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
var controlled = []string{"ecr", "events", "kms", "s3", "secretsmanager", "sqs", "sts"}

// A control is a resource control policy that denies something.
type control struct {
	organization.Policy
	at string
}

type controlsKey struct{}

// controls are those that apply to a resource. All allow everything: only the
// one of AWS has another effect than Deny, and it cannot be detached.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
func controls(e check.Env, r inventory.Resource) []control {
	if !slices.Contains(controlled, serviceOf(r)) {
		return nil
	}
	return check.Once(e, controlsKey{}, func(e check.Env) []control {
		var all []control
		for _, l := range organization.RCPs.Levels(e) {
			for _, p := range l.Policies {
				same := func(c control) bool { return c.ARN == p.ARN }
				if len(p.Document.Denying()) > 0 && !slices.ContainsFunc(all, same) {
					all = append(all, control{p, l.ID})
				}
			}
		}
		return all
	}).Value
}

// serviceOf is the service whose actions a resource's policy is about.
func serviceOf(r inventory.Resource) string {
	parts := strings.SplitN(r.ARN, ":", 6)
	switch {
	case len(parts) < 6:
		return ""
	case parts[2] == "iam" && strings.HasPrefix(parts[5], "role/"):
		return "sts"
	}
	return parts[2]
}

// Under asks about a resource as its own policy has it and, if that is not fine,
// under the resource control policies of the organization: they never let in
// anybody more. If it is another answer then, the evidence says which of them
// make it so.
func Under[T any](e check.Env, r inventory.Resource, fine func(T) policy.Answer, ask func(policy.Target) T) (T, []check.Evidence) {
	target := Target(e, r)
	free := ask(target)
	all := controls(e, r)
	if fine(free) == policy.Yes || len(all) == 0 {
		return free, nil
	}
	under := func(these []statement) T {
		t := target
		t.Controls = []*policy.Document{}
		for _, s := range these {
			t.Controls = append(t.Controls, s.document)
		}
		return ask(t)
	}
	denying := statementsOf(all)
	held := under(denying)
	if fine(held) == fine(free) {
		return held, nil
	}
	decide := func(these []statement) bool { return fine(under(these)) == fine(held) }
	says := "denies it"
	if fine(held) == policy.Unknown {
		says = "may deny it"
	}
	saw := []check.Evidence{}
	for _, s := range deciding(denying, decide) {
		saw = append(saw, check.Evidence{Resource: s.of.ARN, Field: "Content", Value: s.String() + " " + says})
	}
	return held, append(saw, attached(all)...)
}

// A statement is one of a resource control policy that denies.
type statement struct {
	of       control
	document *policy.Document // of it alone
}

func (s statement) String() string {
	it := s.document.Statements[0]
	if it.Sid == "" {
		return fmt.Sprintf("statement %d of the resource control policy %s", it.Index, s.of.Name)
	}
	return fmt.Sprintf("statement %d (%s) of the resource control policy %s", it.Index, it.Sid, s.of.Name)
}

func statementsOf(all []control) []statement {
	var denying []statement
	for _, c := range all {
		for _, d := range c.Document.Denying() {
			denying = append(denying, statement{c, d})
		}
	}
	return denying
}

// deciding are the statements each of which decides by itself, else those without
// which the others do not, else all.
func deciding(all []statement, decide func([]statement) bool) []statement {
	var alone, needed []statement
	for i, s := range all {
		if decide(all[i : i+1]) {
			alone = append(alone, s)
		} else if !decide(slices.Concat(all[:i], all[i+1:])) {
			needed = append(needed, s)
		}
	}
	switch {
	case len(alone) > 0:
		return alone
	case len(needed) > 0:
		return needed
	}
	return all
}

// attached is the evidence of where the policies come from.
func attached(all []control) []check.Evidence {
	var names, places []string
	for _, c := range all {
		names = append(names, c.Name+" at "+c.at)
		places = append(places, c.at)
	}
	slices.Sort(places)
	return []check.Evidence{
		{Field: "Policies", Value: names},
		{Field: "Parent", Value: "the account lies in " + strings.Join(slices.Compact(places), ", ")},
	}
}

// closed is whether nobody is let in, by what a policy grants.
func closed(r policy.Result) policy.Answer { return r.Answer.Not() }

// denied is what a policy denies as the question wants it.
func denied(r policy.Result) policy.Answer { return r.Answer }

// Denied asks Under the organization's policies what a resource's policy denies.
// Without a policy of its own, those may.
func Denied(e check.Env, r inventory.Resource, d *policy.Document, ask func(*policy.Document, policy.Target) policy.Result) (policy.Result, []check.Evidence) {
	if d == nil {
		d = &policy.Document{}
	}
	return Under(e, r, denied, func(t policy.Target) policy.Result { return ask(d, t) })
}
