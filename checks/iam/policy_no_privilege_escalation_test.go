package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// admin is a role of an administrator that a service may use.
func admin(trust string) inventory.IAMRole {
	return roleOf("admin", func(r *inventory.IAMRole) {
		r.AttachedPolicies, r.AssumeRolePolicyDocument = administrator, trust
	})
}

var administratorAccess = inventory.IAMAWSPolicies.Of(ofAWS("AdministratorAccess", document(allow("*", "*"))))

func TestPolicyNoPrivilegeEscalation(t *testing.T) {
	const ownUser = "arn:aws:iam::*:user/${aws:username}"
	pass := func(roles string) string {
		return document(allow("iam:PassRole", roles), allow("ec2:RunInstances", "*"))
	}
	runWritten(t, PolicyNoPrivilegeEscalation, allow("iam:CreateAccessKey", "*"), checktest.Cases{
		"an administrator":               checktest.NotApplicable(managed(document(allow("*", "*")))),
		"inline, an administrator":       checktest.NotApplicable(roleWith(document(allow("*", "*")))),
		"an administrator's and another": checktest.Pass(roleWith(document(allow("*", "*")), document(allow("s3:*", "*")))),
		"all of IAM":                     checktest.Fail(managed(document(allow("iam:*", "*")))).Says("opens any", "more"),
		"all but IAM":                    checktest.Fail(managed(document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))).Says("update-service and 27 more ways"),
		"a key for oneself":              checktest.Pass(managed(document(allow("iam:CreateAccessKey iam:UpdateLoginProfile", ownUser)))),
		"a policy for oneself":           checktest.Fail(managed(document(allow("iam:PutUserPolicy", ownUser)))),
		"a policy for all but oneself":   checktest.Unknown(managed(document(allow("iam:PutUserPolicy", "*"), deny("iam:PutUserPolicy", ownUser)))),
		"a harmless policy for oneself":  checktest.Pass(managed(document(allow("iam:AttachUserPolicy", ownUser, `"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}`)))),
		"keys denied":                    checktest.Pass(managed(document(allow("iam:CreateAccessKey", "*"), deny("iam:*", "*")))),
		"under an unknown condition":     checktest.Unknown(managed(document(allow("iam:CreateAccessKey", "*", `"StringEquals":{"acme:x":"y"}`)))).Says("a condition"),
		"two halves":                     checktest.Pass(roleWith(document(allow("iam:PassRole", "*")), document(allow("ec2:RunInstances", "*")))),
		"two halves together":            checktest.Fail(managed(pass("*"))).Says("pass-role-run-instances", "iam:PassRole", "ec2:RunInstances"),
		"to another service":             checktest.Pass(managed(document(allow("iam:PassRole", "*", `"StringEquals":{"iam:PassedToService":"glue.amazonaws.com"}`), allow("ec2:RunInstances", "*")))),
		"no such role":                   checktest.Pass(managed(pass(iamARN("role/web")))),
		"a harmless role": checktest.Want([]check.Status{check.StatusPass, check.StatusNotApplicable},
			managed(pass(iamARN("role/web"))), inventory.IAMRoles.Of(roleOf("web"))),
		"an administrator's role": checktest.Want([]check.Status{check.StatusFail, check.StatusNotApplicable},
			managed(pass(iamARN("role/admin"))), inventory.IAMRoles.Of(admin(trustsEC2)), administratorAccess).Says("role/admin"),
		"an administrator's role, for another service": checktest.Want([]check.Status{check.StatusPass, check.StatusNotApplicable},
			managed(pass(iamARN("role/admin"))), inventory.IAMRoles.Of(admin(document(`{"Effect":"Allow","Principal":{"Service":"glue.amazonaws.com"},"Action":"sts:AssumeRole"}`))), administratorAccess),
		"a role of unknown rights": checktest.Want([]check.Status{check.StatusUnknown, check.StatusNotApplicable},
			managed(pass(iamARN("role/admin"))), inventory.IAMRoles.Of(admin(trustsEC2))),
		"policies of AWS denied": checktest.Want([]check.Status{check.StatusUnknown, check.StatusNotApplicable},
			managed(pass(iamARN("role/admin"))), inventory.IAMRoles.Of(admin(trustsEC2)), inventory.IAMAWSPolicies.Missing(checktest.Denied())).Says("was not read (denied)"),
		"its own group, groups denied": checktest.Want([]check.Status{check.StatusUnknown, check.StatusUnknown},
			inventory.IAMUsers.Of(userOf("ann", func(u *inventory.IAMUser) {
				u.InlinePolicies, u.Groups = inlined(document(allow("iam:PutGroupPolicy", iamARN("group/staff")))), []string{"staff"}
			})), inventory.IAMGroups.Missing(checktest.Denied())),
		"roles unread": checktest.Want([]check.Status{check.StatusUnknown, check.StatusUnknown},
			managed(pass(iamARN("role/web"))), inventory.IAMRoles.Missing(checktest.Denied())),
		"any role, roles unread": checktest.Want([]check.Status{check.StatusFail, check.StatusUnknown},
			managed(pass("*")), inventory.IAMRoles.Missing(checktest.Denied())),
		"its own group": checktest.Want([]check.Status{check.StatusNotApplicable, check.StatusFail},
			inventory.IAMUsers.Of(userOf("ann", func(u *inventory.IAMUser) {
				u.InlinePolicies, u.Groups = inlined(document(allow("iam:PutGroupPolicy", iamARN("group/staff")))), []string{"staff"}
			})), inventory.IAMGroups.Of(groupOf("staff"))),
		"another group": checktest.Want([]check.Status{check.StatusNotApplicable, check.StatusPass},
			inventory.IAMUsers.Of(userOf("ann", func(u *inventory.IAMUser) {
				u.InlinePolicies, u.Groups = inlined(document(allow("iam:PutGroupPolicy", iamARN("group/other")))), []string{"staff"}
			})), inventory.IAMGroups.Of(groupOf("staff"))),
		"any group, of a user in none": checktest.Pass(inventory.IAMUsers.Of(userOf("ann", func(u *inventory.IAMUser) {
			u.InlinePolicies = inlined(document(allow("iam:PutGroupPolicy", "*")))
		}))),
		"permission sets, where none are": checktest.Fail(managed(document(allow("sso:*", "*")))),
	})
}
