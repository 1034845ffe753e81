package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAdminMFA(t *testing.T) {
	mfa := user(func(c *inventory.IAMCredential) { c.MFAActive = true })
	ann := func(change func(*inventory.IAMUser)) inventory.Part {
		return inventory.IAMUsers.Of(userOf("ann", change))
	}
	admin := ann(func(u *inventory.IAMUser) { u.AttachedPolicies = administrator })
	member := ann(func(u *inventory.IAMUser) { u.Groups = []string{"admins"} })
	admins := inventory.IAMGroups.Of(groupOf("admins", func(g *inventory.IAMGroup) { g.AttachedPolicies = administrator }))
	attached, quarantine := scpOf(document(deny("*", "*")))
	checktest.Run(t, AdminMFA, checktest.Cases{
		"may do nothing in this organization":    checktest.NotApplicable(admin, administratorAccess, user(), attached, quarantine).Says("at 123456789012, denies an administrator's rights"),
		"a policy of the organization is denied": checktest.Fail(admin, administratorAccess, user(), attached, inventory.SCPs.Missing(checktest.Denied())),
		"an administrator with MFA":              checktest.Pass(admin, administratorAccess, mfa),
		"an administrator without":               checktest.Fail(admin, administratorAccess, user()).Says("AdministratorAccess"),
		"no administrator":                       checktest.NotApplicable(ann(func(u *inventory.IAMUser) { u.InlinePolicies = inlined(document(allow("s3:*", "*"))) }), user()),
		"by a group":                             checktest.Fail(member, admins, administratorAccess, user()),
		"by a group's inline policy":             checktest.Fail(member, inventory.IAMGroups.Of(groupOf("admins", func(g *inventory.IAMGroup) { g.InlinePolicies = inlined(document(allow("*", "*"))) })), user()).Says("group admins"),
		"by a policy of the account":             checktest.Fail(ann(func(u *inventory.IAMUser) { u.AttachedPolicies = []string{iamARN("policy/p")} }), managed(document(allow("*", "*"))), user()),
		"by two policies together": checktest.Fail(ann(func(u *inventory.IAMUser) {
			u.InlinePolicies = inlined(document(allow("iam:*", "*")), document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))
		}), user()),
		"held by a boundary": checktest.NotApplicable(ann(func(u *inventory.IAMUser) {
			u.AttachedPolicies, u.PermissionsBoundary = administrator, iamARN("policy/p")
		}), managed(document(allow("s3:*", "*"))), administratorAccess, user()),
		"a boundary of everything": checktest.Fail(ann(func(u *inventory.IAMUser) {
			u.AttachedPolicies, u.PermissionsBoundary = administrator, administrator[0]
		}), administratorAccess, user()),
		"a boundary that was not read": checktest.Unknown(ann(func(u *inventory.IAMUser) {
			u.AttachedPolicies, u.PermissionsBoundary = administrator, iamARN("policy/p")
		}), administratorAccess, mfa),
		"denied by an inline policy": checktest.NotApplicable(ann(func(u *inventory.IAMUser) {
			u.AttachedPolicies, u.InlinePolicies = administrator, inlined(document(deny("iam:*", "*")))
		}), administratorAccess, user()),
		"denied without MFA, which it lacks": checktest.Fail(ann(func(u *inventory.IAMUser) {
			u.AttachedPolicies, u.InlinePolicies = administrator, inlined(document(deny("*", "*", `"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}`)))
		}), administratorAccess, user()),
		"a policy of AWS that was not read":   checktest.Unknown(admin, user()),
		"policies of AWS denied":              checktest.Unknown(admin, mfa, inventory.IAMAWSPolicies.Missing(checktest.Denied())).Says("was not read (denied)"),
		"no administrator, all of AWS denied": checktest.NotApplicable(ann(func(u *inventory.IAMUser) { u.InlinePolicies = inlined(document(allow("s3:*", "*"))) }), inventory.IAMAWSPolicies.Missing(checktest.Denied()), user()),
		"newer than the credential report":    checktest.Unknown(admin, administratorAccess).Says("four hours"),
		"the credential report denied":        checktest.Unknown(admin, administratorAccess, inventory.IAMCredentials.Missing(checktest.Denied())),
		"an inline policy unreadable":         checktest.Unknown(ann(func(u *inventory.IAMUser) { u.InlinePolicies = inlined("{") }), mfa),
	})
}
