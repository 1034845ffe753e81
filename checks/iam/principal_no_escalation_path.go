package iam

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// PrincipalNoEscalationPath is the check iam.principal-no-escalation-path.
var PrincipalNoEscalationPath = &check.Check{
	ID:        "iam.principal-no-escalation-path",
	Title:     "IAM effective permissions give no principal a path to administrator",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::Role",
	Logic:     "Looks at all policies of each user and role together: attached, inline, of the user's groups, within the permissions boundary. Passes if no known way leads from there to an administrator's rights, at once or over others on the way: giving itself rights, taking the credentials of a stronger user, passing a stronger role to something that runs its code, or using something that has such a role. Who is stronger, and which services a role trusts, is read from the account. Assuming a role as its trust intends is no escalation; whoever is an administrator has nothing to gain. Roles of IAM Identity Center are judged, as their permission sets are the customer's, service-linked ones are not. Service control policies of the organization count if the scan may read them, which only a delegated administrator among its members may; otherwise it is what the account's own policies say.",
	Rationale: "Whoever takes over the user or role, or what runs as it, is an administrator a few steps later. Reading one policy after the other does not show that.",
	Remedy:    "Close the way at one of the steps that are named: take the action away, name the roles that may be passed or the policies that may be attached, or set a permissions boundary.",
	Fix: check.Fix{
		Console: "IAM console, Users or Roles, the user or role, Permissions: edit the policy of the step, or set a permissions boundary. Roles of IAM Identity Center are changed by their permission set in its console.",
		CLI: `aws iam create-policy-version --policy-arn POLICY_ARN --set-as-default \
  --policy-document file://POLICY.json
# Or a limit above all policies; put-user-permissions-boundary does the same for a user:
aws iam put-role-permissions-boundary --role-name ROLE --permissions-boundary BOUNDARY_ARN`,
		Terraform: `resource "aws_iam_role" "ROLE" {
  permissions_boundary = "BOUNDARY_ARN"
}`,
		Breaks: "The user or role is denied what the policy does not allow any more, or what the boundary leaves out: it can do only what both allow.",
		Undo:   "aws iam set-default-policy-version with the former version, or aws iam delete-role-permissions-boundary.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
	Controls:   []string{},
	Assess: check.Together(
		check.ForEach(inventory.IAMUsers, func(e check.Env, u inventory.IAMUser) check.Verdict {
			return principalNoEscalationPath(e, u.Resource)
		}, identity.StandingTables...),
		check.ForEach(inventory.IAMRoles, func(e check.Env, r inventory.IAMRole) check.Verdict {
			if identity.OfService(r) {
				return check.NotApplicable(linkedToService)
			}
			return principalNoEscalationPath(e, r.Resource)
		}, identity.StandingTables...),
	).Narrowed(identity.Limits...),
}

func principalNoEscalationPath(e check.Env, r inventory.Resource) check.Verdict {
	all := identity.All(e)
	x := all.Of(r.ARN)
	// Whatever limits the account, nobody in it may do more than its administrators.
	if all := x.Unlimited().Administrator(); all.Answer == policy.Yes {
		return check.NotApplicable("is an administrator, with nothing to gain", identity.About(r, slices.Concat(x.Evidence, []check.Evidence{x.Witness(all)}))...)
	}
	if open := identity.Answering(x.Ways, policy.Yes); len(open) > 0 {
		return check.Fail(fmt.Sprintf("can gain an administrator's rights by %s", identity.Names(open)),
			identity.About(r, slices.Concat(x.Evidence, all.Proof(x, open[0])))...)
	}
	if x.Privileged() == policy.Unknown {
		return all.Unknown(e, x, identity.About(r, x.Evidence)...)
	}
	if !x.Grants() {
		return check.Pass("may do nothing by its policies", identity.About(r, x.Evidence)...)
	}
	all.Rest(e)
	return check.Pass("has no known way to an administrator's rights", identity.About(r, append(all.None(x), all.Taken(x)...))...)
}
