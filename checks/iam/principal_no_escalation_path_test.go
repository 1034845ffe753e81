package iam

import (
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func organizationOf(member bool, master string) inventory.Part {
	return inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: member, MasterAccountID: master})
}

// scpOf is a service control policy that the account has.
func scpOf(content string) (attached, described inventory.Part) {
	r := inventory.Resource{Type: "AWS::Organizations::Policy", ID: "p-own", ARN: "arn:aws:organizations::444455556666:policy/o-a/service_control_policy/p-own"}
	return inventory.SCPAttachments.Of(inventory.PolicyAttachments{Resource: checktest.Account.Resource(), Policies: []string{r.ARN}}),
		inventory.SCPs.Of(inventory.OrganizationPolicy{Resource: r, Content: content})
}

func TestPrincipalNoEscalationPath(t *testing.T) {
	const (
		pass, fail = check.StatusPass, check.StatusFail
		unknown    = check.StatusUnknown
		none       = check.StatusNotApplicable
	)
	want := func(s ...check.Status) []check.Status { return s }
	role := func(name string, texts ...string) inventory.IAMRole {
		return roleOf(name, func(r *inventory.IAMRole) { r.InlinePolicies = inlined(texts...) })
	}
	user := func(name string, change func(*inventory.IAMUser), texts ...string) inventory.Part {
		return inventory.IAMUsers.Of(userOf(name, func(u *inventory.IAMUser) {
			u.InlinePolicies = inlined(texts...)
			change(u)
		}))
	}
	nothing := func(*inventory.IAMUser) {}
	roles := inventory.IAMRoles.Of
	runs := document(allow("iam:PassRole ec2:RunInstances", "*"))
	trusts := func(principal string) string {
		return document(`{"Effect":"Allow","Principal":{` + principal + `},"Action":"sts:AssumeRole"}`)
	}
	attached, noRuns := scpOf(document(allow("*", "*"), deny("ec2:RunInstances", "*")))
	_, noIAM := scpOf(document(allow("*", "*"), deny("iam:PutUserPolicy", "*")))
	checktest.Run(t, PrincipalNoEscalationPath, checktest.Cases{
		"passing, but the organization lets nobody run": checktest.Want(want(none, pass), roles(admin(trustsEC2), role("dev", runs)), administratorAccess, attached, noRuns).
			Says("p-own", "denies the way pass-role-run-instances"),
		"passing, what the organization says denied": checktest.Want(want(none, fail), roles(admin(trustsEC2), role("dev", runs)), administratorAccess, attached, inventory.SCPs.Missing(checktest.Denied())),
		"an administrator of a limited account":      checktest.NotApplicable(roles(admin(trustsEC2)), administratorAccess, attached, noIAM).Says("nothing to gain"),
		"linked to a service, which nothing limits":  checktest.NotApplicable(roles(roleOf("X", serviceLinked)), attached, noRuns),
		"no policies":             checktest.Pass(roles(role("r"))).Says("may do nothing"),
		"nothing but a denial":    checktest.Pass(roles(role("r", document(deny("*", "*"))))),
		"some rights":             checktest.Pass(roles(role("r", document(allow("s3:*", "*"))))),
		"an administrator":        checktest.NotApplicable(roles(admin(trustsEC2)), administratorAccess),
		"an administrator by IAM": checktest.Fail(roles(role("r", document(allow("iam:*", "*"))))).Says("{ InlinePolicies[inline-0].Document"),
		"an unread policy of AWS": checktest.Unknown(roles(admin(trustsEC2))).Says("AdministratorAccess is not among those that AWS returned"),
		"policies of AWS denied":  checktest.Unknown(roles(admin(trustsEC2)), inventory.IAMAWSPolicies.Missing(checktest.Denied())),
		"an unread policy, but held": checktest.Pass(roles(roleOf("r", func(r *inventory.IAMRole) {
			r.AttachedPolicies, r.PermissionsBoundary = administrator, iamARN("policy/b")
		})), inventory.IAMPolicies.Of(policyOf("b", document(allow("s3:*", "*"))))),
		"an inline policy unreadable": checktest.Unknown(roles(role("r", "{"))).Says("inline-0 cannot be read: line 1, column 2"),
		"an attached policy unreadable": checktest.Unknown(roles(roleOf("r", func(r *inventory.IAMRole) { r.AttachedPolicies = []string{iamARN("policy/own")} })),
			inventory.IAMPolicies.Of(policyOf("own", "{"))).Says("policy/own cannot be read: line 1, column 2"),
		"linked to a service": checktest.NotApplicable(roles(roleOf("X", serviceLinked, func(r *inventory.IAMRole) { r.InlinePolicies = inlined(document(allow("iam:*", "*"))) }))),

		"passing, but nothing strong is there": checktest.Pass(roles(role("dev", runs))),
		"passing an administrator's role":      checktest.Want(want(none, fail), roles(admin(trustsEC2), role("dev", runs)), administratorAccess).Says("pass-role-run-instances", "role/admin"),
		"of another service":                   checktest.Want(want(none, pass), roles(admin(trusts(`"Service":"glue.amazonaws.com"`)), role("dev", runs)), administratorAccess),
		"passing one that can gain more":       checktest.Want(want(fail, fail), roles(role("dev", runs), role("iam", document(allow("iam:CreateAccessKey iam:PutUserPolicy", "*"))))),
		"two policies together": checktest.Want(want(none, fail), roles(admin(trustsEC2),
			role("dev", document(allow("iam:PassRole", "*")), document(allow("ec2:RunInstances", "*")))), administratorAccess),
		"attached and inline together": checktest.Want(want(none, fail), roles(admin(trustsEC2), roleOf("dev", func(r *inventory.IAMRole) {
			r.InlinePolicies, r.AttachedPolicies = inlined(document(allow("iam:PassRole", "*"))), []string{iamARN("policy/run")}
		})), administratorAccess, inventory.IAMPolicies.Of(policyOf("run", document(allow("ec2:RunInstances", "*"))))).Says("policy/run"),
		"held by a boundary": checktest.Want(want(none, pass), roles(admin(trustsEC2), roleOf("dev", func(r *inventory.IAMRole) {
			r.InlinePolicies, r.PermissionsBoundary = inlined(runs), iamARN("policy/b")
		})), administratorAccess, inventory.IAMPolicies.Of(policyOf("b", document(allow("ec2:* s3:*", "*"))))),
		"a boundary that was not read": checktest.Want(want(none, unknown), roles(admin(trustsEC2), roleOf("dev", func(r *inventory.IAMRole) {
			r.InlinePolicies, r.PermissionsBoundary = inlined(runs), iamARN("policy/b")
		})), administratorAccess).Says("policy/b is not among"),
		"denied by another policy":           checktest.Want(want(none, pass), roles(admin(trustsEC2), role("dev", runs, document(deny("iam:PassRole", "*")))), administratorAccess),
		"passing named roles only":           checktest.Want(want(none, pass, pass), roles(admin(trustsEC2), role("dev", document(allow("iam:PassRole", iamARN("role/web")), allow("ec2:RunInstances", "*"))), role("web", document(allow("s3:*", "*")))), administratorAccess),
		"policies of another denied":         checktest.Want(want(unknown, pass), roles(admin(trustsEC2), role("r", document(allow("s3:*", "*")))), inventory.IAMAWSPolicies.Missing(checktest.Denied())),
		"of one that it may pass":            checktest.Want(want(unknown, unknown), roles(admin(trustsEC2), role("dev", runs)), inventory.IAMAWSPolicies.Missing(checktest.Denied())).Says("was not read (denied)"),
		"passing a role that is a service's": checktest.Want(want(none, pass), roles(roleOf("X", serviceLinked, func(r *inventory.IAMRole) { r.InlinePolicies = inlined(document(allow("*", "*"))) }), role("dev", runs))),
		"a trust that is no policy":          checktest.Want(want(none, unknown), roles(admin("{"), role("dev", runs)), administratorAccess).Says("trust of arn:aws:iam::123456789012:role/admin"),

		"its own boundary": checktest.Fail(roles(roleOf("r", func(r *inventory.IAMRole) {
			r.InlinePolicies, r.PermissionsBoundary = inlined(document(allow("*", "*"))), iamARN("policy/b")
		})), inventory.IAMPolicies.Of(policyOf("b", document(allow("s3:* iam:DeleteRolePermissionsBoundary", "*"))))).Says("delete-role-permissions-boundary"),
		"its own boundary, which keeps nothing": checktest.Pass(roles(roleOf("r", func(r *inventory.IAMRole) {
			r.InlinePolicies, r.PermissionsBoundary = inlined(document(allow("s3:* iam:DeleteRolePermissionsBoundary", "*"))), iamARN("policy/b")
		})), inventory.IAMPolicies.Of(policyOf("b", document(allow("iam:*", "*"))))),
		"the boundary of one that it may assume": checktest.Want(want(fail, pass), roles(role("a", document(allow("iam:DeleteRolePermissionsBoundary sts:AssumeRole", iamARN("role/b")))),
			roleOf("b", func(r *inventory.IAMRole) {
				r.InlinePolicies, r.PermissionsBoundary = inlined(document(allow("*", "*"))), iamARN("policy/b")
				r.AssumeRolePolicyDocument = trusts(`"AWS":"123456789012"`)
			})), inventory.IAMPolicies.Of(policyOf("b", document(allow("s3:*", "*"))))).Says("role/b"),
		"its own policies":                  checktest.Fail(roles(role("r", document(allow("iam:PutRolePolicy", iamARN("role/r")))))),
		"its own policies, which AWS keeps": checktest.Pass(roles(roleOf("Dev", ofIdentityCenter, func(r *inventory.IAMRole) { r.InlinePolicies = inlined(document(allow("iam:PutRolePolicy", "*"))) }))),
		"of Identity Center": checktest.Fail(roles(roleOf("Dev", ofIdentityCenter, func(r *inventory.IAMRole) {
			r.InlinePolicies = inlined(document(allow("iam:CreatePolicyVersion", iamARN("policy/own"))))
			r.AttachedPolicies = []string{iamARN("policy/own")}
		})), inventory.IAMPolicies.Of(policyOf("own", document(allow("s3:*", "*"))))),
		"another role's policies": checktest.Want(want(pass, pass), roles(role("a", document(allow("iam:PutRolePolicy", iamARN("role/b")))), role("b", document(allow("s3:*", "*"))))),
		"of one that it may assume": checktest.Want(want(fail, pass), roles(role("a", document(allow("iam:PutRolePolicy sts:AssumeRole", iamARN("role/b")))),
			roleOf("b", func(r *inventory.IAMRole) { r.AssumeRolePolicyDocument = trusts(`"AWS":"123456789012"`) }))),
		"assuming an administrator, as meant":  checktest.Want(want(pass, none), roles(role("a", document(allow("sts:AssumeRole", "*"))), admin(trusts(`"AWS":"123456789012"`))), administratorAccess),
		"the trust of an administrator's role": checktest.Want(want(none, fail), roles(admin(trustsEC2), role("ops", document(allow("iam:UpdateAssumeRolePolicy", "*")))), administratorAccess),
		"the trust of harmless roles":          checktest.Want(want(pass, pass), roles(role("ops", document(allow("iam:UpdateAssumeRolePolicy", "*"))), role("web", document(allow("s3:*", "*"))))),

		"a key for oneself":                   checktest.Pass(user("ann", nothing, document(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}")))),
		"a policy for oneself":                checktest.Fail(user("ann", nothing, document(allow("iam:PutUserPolicy", "arn:aws:iam::*:user/${aws:username}")))),
		"a key for any, and none is worth it": checktest.Pass(user("ann", nothing, document(allow("iam:CreateAccessKey", "*")))),
		"a key for an administrator": checktest.Want(want(fail, none), inventory.IAMUsers.Of(
			userOf("ann", func(u *inventory.IAMUser) { u.InlinePolicies = inlined(document(allow("iam:CreateAccessKey", "*"))) }),
			userOf("bob", func(u *inventory.IAMUser) { u.AttachedPolicies = administrator })), administratorAccess).Says("create-access-key", "user/bob"),
		"an administrator by a group, of a role": checktest.Want(want(fail, none), roles(role("keys", document(allow("iam:CreateAccessKey", "*")))),
			inventory.IAMUsers.Of(userOf("bob", func(u *inventory.IAMUser) { u.Groups = []string{"admins"} })),
			inventory.IAMGroups.Of(groupOf("admins", func(g *inventory.IAMGroup) { g.AttachedPolicies = administrator })), administratorAccess),
		"an administrator by a group": checktest.Want(want(fail, none), inventory.IAMUsers.Of(
			userOf("ann", func(u *inventory.IAMUser) { u.InlinePolicies = inlined(document(allow("iam:CreateAccessKey", "*"))) }),
			userOf("bob", func(u *inventory.IAMUser) { u.Groups = []string{"admins"} })),
			inventory.IAMGroups.Of(groupOf("admins", func(g *inventory.IAMGroup) { g.AttachedPolicies = administrator })), administratorAccess),
		"by its group": checktest.Fail(user("ann", func(u *inventory.IAMUser) { u.Groups = []string{"staff"} }),
			inventory.IAMGroups.Of(groupOf("staff", func(g *inventory.IAMGroup) { g.InlinePolicies = inlined(document(allow("iam:AttachUserPolicy", "*"))) }))).Says("group staff"),
		"half by itself, half by its group": checktest.Want(want(none, fail), roles(admin(trustsEC2)), administratorAccess,
			user("ann", func(u *inventory.IAMUser) { u.Groups = []string{"staff"} }, document(allow("iam:PassRole", "*"))),
			inventory.IAMGroups.Of(groupOf("staff", func(g *inventory.IAMGroup) {
				g.InlinePolicies = inlined(document(allow("lambda:CreateFunction lambda:InvokeFunction ec2:RunInstances", "*")))
			}))),
		"joining a stronger group": checktest.Fail(user("ann", nothing, document(allow("iam:AddUserToGroup", "*"))), administratorAccess,
			inventory.IAMGroups.Of(groupOf("admins", func(g *inventory.IAMGroup) { g.AttachedPolicies = administrator }))).Says("add-user-to-group", "group/admins"),
		"joining others":        checktest.Pass(user("ann", nothing, document(allow("iam:AddUserToGroup", "*"))), inventory.IAMGroups.Of(groupOf("readers"))),
		"a group not read":      checktest.Unknown(user("ann", func(u *inventory.IAMUser) { u.Groups = []string{"staff"} })).Says("the group staff was not read"),
		"groups denied":         checktest.Unknown(user("ann", func(u *inventory.IAMUser) { u.Groups = []string{"staff"} }), inventory.IAMGroups.Missing(checktest.Denied())),
		"users denied":          checktest.Want(want(pass, unknown), roles(role("r")), inventory.IAMUsers.Missing(checktest.Denied())),
		"certain without users": checktest.Want(want(fail, unknown), roles(role("r", document(allow("iam:PutRolePolicy", "*")))), inventory.IAMUsers.Missing(checktest.Denied())),

		"permission sets, outside of an organization":          checktest.Pass(roles(role("r", document(allow("sso:*", "*")))), organizationOf(false, "")),
		"permission sets and root, outside of an organization": checktest.Pass(roles(role("r", document(allow("sso:* sts:AssumeRoot", "*")))), organizationOf(false, "")),
		"permission sets, of the management account":           checktest.Fail(roles(role("r", document(allow("sso:*", "*")))), organizationOf(true, checktest.Account.ID)),
		"permission sets, of a member":                         checktest.Unknown(roles(role("r", document(allow("sso:*", "*")))), organizationOf(true, "999999999999")),
		"permission sets, who knows where":                     checktest.Unknown(roles(role("r", document(allow("sso:*", "*")))), inventory.Organizations.Missing(checktest.Denied())).Says("was not read (denied)"),
		"an organization that does not matter":                 checktest.Pass(roles(role("r", document(allow("s3:*", "*")))), inventory.Organizations.Missing(checktest.Denied())),
	})
}

// Whoever may pass a role is not judged for want of what that role may do.
func TestWhatIsNotKnownOfAnotherIsNamed(t *testing.T) {
	dev := roleOf("dev", func(r *inventory.IAMRole) {
		r.InlinePolicies = inlined(document(allow("iam:PassRole ec2:RunInstances", "*")))
	})
	for _, f := range slices.Collect(check.Evaluate([]*check.Check{PrincipalNoEscalationPath}, inventory.New(checktest.Account, checktest.Now,
		inventory.IAMUsers.Empty(), inventory.IAMGroups.Empty(), inventory.IAMRoles.Of(admin(trustsEC2), dev),
		inventory.IAMAWSPolicies.Missing(checktest.Denied())), nil)) {
		if f.Resource.ARN == dev.ARN && (f.Status != check.StatusUnknown || len(f.Gaps) == 0 || f.Gaps[0].Operation != "test:Operation") {
			t.Errorf("%s: %s %v", f.Status, f.Message, f.Gaps)
		}
	}
}
