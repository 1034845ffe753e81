package iam

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserCredentialsUnused is the check iam.user-credentials-unused.
var UserCredentialsUnused = &check.Check{
	ID:        "iam.user-credentials-unused",
	Title:     "Passwords and keys idle for 45 days are disabled",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::User",
	Logic:     "Passes when the user's password and each active access key were used within the given days. One never used counts from the day it was set or created.",
	Rationale: "Nobody misses a credential that nobody uses, so nobody notices when another uses it.",
	Remedy:    "Remove the password and make the idle keys inactive, then delete them, or delete the user.",
	Fix: check.Fix{
		Console: "IAM console, Users, the user, Security credentials: Manage console access, Disable access; Access keys, Actions, Deactivate.",
		CLI: `aws iam delete-login-profile --user-name USER
aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive
# When nobody has missed the key:
aws iam delete-access-key --user-name USER --access-key-id KEY_ID`,
		Terraform: `# The password goes with the resource "aws_iam_user_login_profile" of the user.
resource "aws_iam_access_key" "KEY" {
  user   = "USER"
  status = "Inactive"
}`,
		Breaks: "A job that runs less often than that, such as once a quarter, fails with the key inactive. The user cannot sign in to the console.",
		Undo:   "Make the key active again with --status Active; a deleted one cannot be brought back. aws iam create-login-profile gives the user a new password.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"},
	Controls:   []string{"CIS-1.4/1.12", "CIS-1.5/1.12", "CIS-2.0/1.12", "CIS-3.0/1.12", "CIS-4.0/1.12", "CIS-5.0/1.11", "CIS-6.0/2.11", "CIS-7.0/2.11", "FSBP/IAM.8", "FSBP/IAM.22"},
	Params:     []check.Setting{maxIdle},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(userCredentialsUnused)),
}

var maxIdle = check.NewParam("max-idle-days", 45, "days of disuse after which a credential must be disabled")

func userCredentialsUnused(e check.Env, c inventory.IAMCredential) check.Verdict {
	keys := activeKeys(c)
	saw := []check.Evidence{check.Saw("PasswordEnabled", c.PasswordEnabled), check.Saw("AccessKeys", c.AccessKeys)}
	if !c.PasswordEnabled && len(keys) == 0 {
		return check.NotApplicable("has neither a password nor an active access key", saw...)
	}
	known := true
	idle := func(used, set inventory.Moment) (int, bool) {
		since := used.At
		if since.IsZero() {
			since = set.At
		}
		known = known && !since.IsZero()
		days := int(e.Now.Sub(since) / day)
		return days, !since.IsZero() && days > maxIdle.Get(e)
	}
	if c.PasswordEnabled {
		saw = append(saw, check.Saw("PasswordLastUsed", sawMoment(c.PasswordLastUsed)),
			check.Saw("PasswordLastChanged", sawMoment(c.PasswordLastChanged)))
		if days, old := idle(c.PasswordLastUsed, c.PasswordLastChanged); old {
			return check.Fail(fmt.Sprintf("has a password that has been idle for %d days", days), saw...)
		}
	}
	for _, k := range keys {
		if days, old := idle(k.LastUsed, k.LastRotated); old {
			return check.Fail(fmt.Sprintf("has an active access key that has been idle for %d days", days),
				sawKey(k, "LastUsed", sawMoment(k.LastUsed)), sawKey(k, "LastRotated", sawMoment(k.LastRotated)))
		}
	}
	if !known {
		return check.Unknown("cannot be judged: the credential report says neither when a credential was used nor when it was set", saw...)
	}
	return check.Pass("has no idle credentials", saw...)
}
