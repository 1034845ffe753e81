package iam

import (
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserNoInitialAccessKey is the check iam.user-no-initial-access-key.
var UserNoInitialAccessKey = &check.Check{
	ID:        "iam.user-no-initial-access-key",
	Title:     "Console users have no never-used keys from account creation",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::User",
	Logic:     "Passes unless a user with a console password has an active access key that was created within a minute of the user and never used.",
	Rationale: "A key that was made along with the user, just in case, is a second way in that nobody needs or watches.",
	Remedy:    "Delete the key. Create one when a task calls for it.",
	Fix: check.Fix{
		Console: "IAM console, Users, the user, Security credentials, Access keys, Actions, Deactivate, then Delete.",
		CLI: `aws iam get-access-key-last-used --access-key-id KEY_ID
aws iam delete-access-key --user-name USER --access-key-id KEY_ID`,
		Terraform: `# A key that Terraform does not know is deleted with the AWS CLI.
resource "aws_iam_access_key" "KEY" {
  user   = "USER"
  status = "Inactive"
}`,
		Breaks: "Nothing today: the key was never used. Whoever was given it and meant to use it later needs a new one.",
		Undo:   "aws iam create-access-key --user-name USER makes another one. A deleted key cannot be brought back.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"},
	Controls:   []string{"CIS-1.4/1.11", "CIS-1.5/1.11", "CIS-2.0/1.11", "CIS-3.0/1.11", "CIS-4.0/1.11", "CIS-5.0/1.10", "CIS-6.0/2.10"},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(userNoInitialAccessKey)),
}

func userNoInitialAccessKey(_ check.Env, c inventory.IAMCredential) check.Verdict {
	if !c.PasswordEnabled {
		return check.NotApplicable("has no console password", check.Saw("PasswordEnabled", false))
	}
	saw := []check.Evidence{check.Saw("PasswordEnabled", true), check.Saw("Created", c.Created), check.Saw("AccessKeys", c.AccessKeys)}
	for _, k := range activeKeys(c) {
		// A console of old made both in one go, some seconds apart.
		if k.LastUsed.At.IsZero() && k.LastRotated.At.Sub(c.Created).Abs() <= time.Minute {
			return check.Fail("has a never-used access key from its creation", saw...)
		}
	}
	return check.Pass("has no never-used access key from its creation", saw...)
}
