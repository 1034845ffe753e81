package iam

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// AdminMFA is the check iam.admin-mfa.
var AdminMFA = &check.Check{
	ID:         "iam.admin-mfa",
	Title:      "IAM users holding administrator rights have MFA",
	Domain:     check.PrivilegeManagement,
	Severity:   check.High,
	Resource:   "AWS::IAM::User",
	Logic:      "Looks at every user whose policies, its own and those of its groups together and within its permissions boundary, allow every action on every resource, with what gives rights in IAM among them. Passes if the user has an MFA device, as the credential report tells it. Service control policies of the organization count if the scan may read them, which only a delegated administrator among its members may; otherwise it is what the account's own policies say.",
	Rationale:  "Whoever phishes or guesses the password of such a user administers the account. A second factor stops that.",
	Remedy:     "Register an MFA device for the user, best a passkey or security key, or take the administrator's policies from it.",
	Fix:        mfaFix,
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#enable-mfa-for-privileged-users"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.IAMUsers, adminMFA, append(slices.Clip(identity.Tables), inventory.IAMCredentials)...).Narrowed(identity.Limits...),
}

func adminMFA(e check.Env, u inventory.IAMUser) check.Verdict {
	user := identity.User(e, u)
	admin := user.Principal.Administrator()
	saw := identity.About(u.Resource, append(user.Evidence, user.Witness(admin)))
	switch admin.Answer {
	case policy.Unknown:
		return user.Unknown(e, "whether it is an administrator is not known: "+admin.String(), saw...)
	case policy.No:
		return check.NotApplicable("is no administrator", append(saw, user.TakenBy(identity.AdministratorRights, identity.Administers)...)...)
	}
	c, ok := check.Lookup(e, inventory.IAMCredentials, u.Resource)
	if !ok {
		return check.Unknown("cannot be judged: the credential report, which may be four hours old, does not know it", saw...)
	}
	return check.PassIf(c.MFAActive, "is an administrator with MFA", "is an administrator without MFA", append(saw, check.Saw("MFAActive", c.MFAActive))...)
}
