package ssoadmin

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// PermissionSetNoInlineAdmin is the check ssoadmin.permission-set-no-inline-admin.
var PermissionSetNoInlineAdmin = &check.Check{
	ID:        "ssoadmin.permission-set-no-inline-admin",
	Title:     "Identity Center permission sets avoid unrestricted administrator rights",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::SSO::PermissionSet",
	Logic:     "Looks at the permission sets of the instance that the account owns. Fails one that has AdministratorAccess of AWS, or whose inline policy lets its holder do everything. Policies of the customer that it names are in other accounts and are not looked at, nor is its permissions boundary.",
	Rationale: "A permission set is one click away from every account that it is assigned in. With all rights, a single stolen session is enough to take over each of them.",
	Remedy:    "In IAM Identity Center, Permission sets, detach AdministratorAccess or edit the inline policy, and give what the work needs; keep one such set for emergencies and list it in .yourside.yaml as accepted.",
	Fix: check.Fix{
		Console: "In IAM Identity Center, Permission sets, detach AdministratorAccess or edit the inline policy, and give what the work needs; keep one such set for emergencies and list it in .yourside.yaml as accepted.",
		CLI: `aws sso-admin detach-managed-policy-from-permission-set --instance-arn INSTANCE_ARN --permission-set-arn SET_ARN \
  --managed-policy-arn arn:aws:iam::aws:policy/AdministratorAccess
aws sso-admin put-inline-policy-to-permission-set --instance-arn INSTANCE_ARN --permission-set-arn SET_ARN --inline-policy file://policy.json
aws sso-admin provision-permission-set --instance-arn INSTANCE_ARN --permission-set-arn SET_ARN --target-type ALL_PROVISIONED_ACCOUNTS`,
		Terraform: `resource "aws_ssoadmin_managed_policy_attachment" "NAME" {
  instance_arn       = "INSTANCE_ARN"
  permission_set_arn = aws_ssoadmin_permission_set.NAME.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
}`,
		Breaks: "Whoever used the rights loses them with the next provisioning: look at service last accessed data first.",
		Undo:   "aws sso-admin attach-managed-policy-to-permission-set, or put the inline policy of before, and provision the set again.",
	},
	References: []string{"https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html", "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_GetInlinePolicyForPermissionSet.html"},
	Controls:   []string{},
	Assess: check.ForEach(inventory.PermissionSets, permissionSetNoInlineAdmin,
		inventory.PermissionSetManagedPolicies, inventory.PermissionSetInlinePolicies),
}

func permissionSetNoInlineAdmin(e check.Env, p inventory.PermissionSet) check.Verdict {
	managed := check.Aside(e, func(e check.Env) []string {
		return check.Detail(e, inventory.PermissionSetManagedPolicies, p.Resource).Policies
	})
	attached := check.Saw("Policies", managed.Value)
	if slices.ContainsFunc(managed.Value, isAdministratorAccess) {
		return check.Fail("has AdministratorAccess", attached)
	}
	text := check.Detail(e, inventory.PermissionSetInlinePolicies, p.Resource).Policy
	inline := check.Saw("Policy", text)
	admin, ok := administrator(e, p, text)
	switch {
	case !ok:
		return check.Unknown("has an inline policy that cannot be read", inline)
	case admin == policy.Yes:
		return check.Fail("has an inline policy that lets its holder do everything", inline)
	}
	check.Rely(e, managed)
	if admin == policy.Unknown {
		return check.Unknown("has an inline policy that may let its holder do everything", inline)
	}
	return check.Pass("grants no full administrator rights", attached, inline)
}

func isAdministratorAccess(arn string) bool {
	return strings.HasSuffix(arn, ":iam::aws:policy/AdministratorAccess")
}

// administrator asks whether an inline policy lets its holder do everything.
func administrator(e check.Env, p inventory.PermissionSet, text string) (policy.Answer, bool) {
	if text == "" {
		return policy.No, true
	}
	d, err := policy.Parse(text)
	if err != nil {
		return policy.Unknown, false
	}
	holder := policy.Principal{ARN: p.ARN, Policies: []policy.Attachment{{Name: p.ARN, Document: d}}, Now: e.Now}
	return holder.Administrator().Answer, true
}
