package ec2

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// InstanceRoleNotPrivileged is the check ec2.instance-role-not-privileged.
var InstanceRoleNotPrivileged = &check.Check{
	ID:        "ec2.instance-role-not-privileged",
	Title:     "EC2 instance roles hold no administrator or escalation rights",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Looks at every instance that is not terminated and whose instance profile holds a role. Passes if the role's policies, attached and inline together and within its permissions boundary, neither allow every action on every resource nor open a known way to rights that do, at once or over others on the way. Service control policies of the organization count if the scan may read them, which only a delegated administrator among its members may; otherwise it is what the account's own policies say.",
	Rationale: "Whatever runs on the instance has the role's rights, and so has whoever breaks into it or makes it fetch its credentials. With such a role, the account is lost along with the machine.",
	Remedy:    "Give the role what the programs on the instance need and nothing else; close the way that is named by taking the action away or naming what it may be done to.",
	Fix: check.Fix{
		Console: "IAM console, Roles, the role, Permissions: remove the policy that is named. Generate policy based on CloudTrail events, on the same page, proposes one from what the role used.",
		CLI: `aws iam put-role-policy --role-name ROLE --policy-name NAME --policy-document file://needed.json
aws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN
aws iam delete-role-policy --role-name ROLE --policy-name OLD_NAME`,
		Terraform: `resource "aws_iam_role_policy_attachments_exclusive" "app" {
  role_name   = "ROLE"
  policy_arns = ["POLICY_ARN"]
}`,
		Breaks: "Programs on the instance are denied what the new policy forgets, such as yearly jobs. Every other instance and service with the role is affected too.",
		Undo:   "Attach the old policy again; it takes effect within seconds. Save an inline policy before it is deleted: IAM keeps no copy.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Instances, instanceRoleNotPrivileged, identity.StandingTables...).Narrowed(identity.Limits...),
}

var rolesByProfile = check.NewIndex(inventory.IAMRoles, func(r inventory.IAMRole) []string { return r.InstanceProfiles })

func instanceRoleNotPrivileged(e check.Env, i inventory.Instance) check.Verdict {
	if terminated(i) {
		return notThere(i)
	}
	saw := []check.Evidence{check.Saw("State", i.State), check.Saw("IamInstanceProfile", i.IamInstanceProfile)}
	if i.IamInstanceProfile == "" {
		return check.NotApplicable("has no instance profile", saw...)
	}
	role, ok := rolesByProfile.Lookup(e, e.Account.Resource(), i.IamInstanceProfile)
	if !ok {
		return check.NotApplicable("has an instance profile without a role", append(saw, check.Saw("InstanceProfiles", "of no role name it"))...)
	}
	saw = append(saw, check.SawOn(role.Resource, "InstanceProfiles", role.InstanceProfiles))
	if identity.OfService(role) {
		return check.NotApplicable("has a role that is linked to a service", saw...)
	}
	all := identity.All(e)
	x := all.Of(role.ARN)
	saw = append(saw, x.Evidence...)
	if x.Administrator.Answer == policy.Yes {
		return check.Fail("has the role "+role.ID+", an administrator", append(saw, x.Witness(x.Administrator))...)
	}
	if w, ok := x.Way(policy.Yes); ok {
		return check.Fail(fmt.Sprintf("has the role %s, which can gain an administrator's rights by %s", role.ID, w.Path), append(saw, all.Proof(x, w)...)...)
	}
	if x.Privileged() == policy.Unknown {
		return all.Unknown(e, x, saw...)
	}
	if !x.Grants() {
		return check.Pass("has the role "+role.ID+", which may do nothing by its policies", saw...)
	}
	all.Rest(e)
	return check.Pass("has the role "+role.ID+", which is no administrator and cannot become one", slices.Concat(saw[:3], all.None(x), all.Taken(x))...)
}
