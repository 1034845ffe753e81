package iam

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/policy"
)

// PolicyNoPrivilegeEscalation is the check iam.policy-no-privilege-escalation.
var PolicyNoPrivilegeEscalation = &check.Check{
	ID:        "iam.policy-no-privilege-escalation",
	Title:     "IAM: no single policy contains a known escalation action set",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role, each by itself. Passes if whoever has the policy, and no other, cannot gain more rights by a known set of actions, such as passing any role to an instance of his own or giving himself another policy. What is allowed on one's own user alone, such as a new access key, gains nothing. Where the policy names roles, users or groups, those in the account decide whether they are worth it. A policy that grants full administrator rights has nothing to gain; policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows, and counts here only in what those have whom it names, if the scan may read it. iam.principal-no-escalation-path takes all policies of a user or role together.",
	Rationale: "Rights that look modest are an administrator's if they can be turned into more. Such a policy is reviewed as if it were harmless, and attached to those who are guarded less.",
	Remedy:    "Take out the action that opens the way, or name what it may be done to: the roles that may be passed, the policies that may be attached (iam:PolicyARN), one's own user (${aws:username}).",
	Fix: check.Fix{
		Console: policyConsole + "Remove or narrow the action that the finding names.",
		CLI:     policyCLI,
		Terraform: `resource "aws_iam_policy" "POLICY" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "iam:PassRole"
    Resource  = "ROLE_ARN"
    Condition = { StringEquals = { "iam:PassedToService" = "SERVICE.amazonaws.com" } }
  }] })
}`,
		Breaks: "Deployments and administration that used the action on what is not named any more are denied.",
		Undo:   policyUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
	Controls:   []string{},
	Assess: ofWritten(judgement{
		judge: policyNoPrivilegeEscalation,
		fine:  "opens no way to more rights",
		broad: "opens a way to more rights",
	}, identity.StandingTables...).Narrowed(identity.Limits...),
}

func policyNoPrivilegeEscalation(e check.Env, w written) ruling {
	if w.Administrator().Answer == policy.Yes {
		return ruling{because: "grants full administrator rights, which leaves nothing to gain"}
	}
	var saw []check.Evidence
	if w.groups != nil {
		w.Groups, saw = identity.GroupARNs(e, w.groups), []check.Evidence{check.Saw("Groups", w.groups)}
	}
	ways := w.Escalations(nil)
	if open := identity.Answering(ways, policy.Yes); len(open) > 0 {
		return ruling{policy.Yes, wayText(open), saw}
	}
	if len(ways) == 0 {
		return ruling{policy.No, "opens none of the known ways", saw}
	}
	r := inAccount(e, w, ways)
	r.evidence = append(saw, r.evidence...)
	return r
}

// inAccount settles by what there is in the account what the policy leaves open.
func inAccount(e check.Env, w written, open []policy.Escalation) ruling {
	all := identity.All(e)
	var ways []policy.Escalation
	for _, x := range w.Escalations(all.Account) {
		if slices.ContainsFunc(open, func(o policy.Escalation) bool { return o.Path == x.Path }) {
			ways = append(ways, x)
		}
	}
	for _, o := range open {
		if o.Why == policy.ACondition {
			ways = append(ways, o) // the text may open it, whatever is there
		}
	}
	if yes := identity.Answering(ways, policy.Yes); len(yes) > 0 {
		return ruling{policy.Yes, wayText(yes), all.Leads(yes[0])}
	}
	if len(ways) > 0 {
		all.RestOnPolicies(e)
		return ruling{policy.Unknown, fmt.Sprintf("whether it opens %s is not known: %s", ways[0].Path, ways[0].Why), nil}
	}
	all.Rest(e)
	return ruling{policy.No, "opens ways that lead to no more rights in this account: " + identity.Names(open), all.Closed()}
}

// wayText tells the ways, and the steps of the first.
func wayText(ways []policy.Escalation) string {
	var steps []string
	for _, d := range ways[0].Steps {
		if d.Policy != "" {
			steps = append(steps, d.String())
		}
	}
	return fmt.Sprintf("opens %s: %s", identity.Names(ways), strings.Join(steps, "; "))
}
