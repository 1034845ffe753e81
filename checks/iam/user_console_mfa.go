package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserConsoleMFA is the check iam.user-console-mfa.
var UserConsoleMFA = &check.Check{
	ID:         "iam.user-console-mfa",
	Title:      "IAM console users have MFA",
	Domain:     check.PrivilegeManagement,
	Severity:   check.High,
	Resource:   "AWS::IAM::User",
	Logic:      "Passes when a user with a console password has an MFA device. A user without a password needs none.",
	Rationale:  "With a password alone, whoever phishes or guesses it is the user.",
	Remedy:     "Register an MFA device for the user, best a passkey or security key, or remove the password.",
	Fix:        mfaFix,
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"},
	Controls:   []string{"CIS-1.4/1.10", "CIS-1.5/1.10", "CIS-2.0/1.10", "CIS-3.0/1.10", "CIS-4.0/1.10", "CIS-5.0/1.9", "CIS-6.0/2.9", "CIS-7.0/2.10", "FSBP/IAM.5", "FSBP/IAM.19"},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(userConsoleMFA)),
}

func userConsoleMFA(_ check.Env, c inventory.IAMCredential) check.Verdict {
	if !c.PasswordEnabled {
		return check.NotApplicable("has no console password", check.Saw("PasswordEnabled", false))
	}
	return check.PassIf(c.MFAActive, "has MFA", "has a console password without MFA",
		check.Saw("PasswordEnabled", true), check.Saw("MFAActive", c.MFAActive))
}
