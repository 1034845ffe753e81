package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserSingleActiveKey is the check iam.user-single-active-key.
var UserSingleActiveKey = &check.Check{
	ID:        "iam.user-single-active-key",
	Title:     "IAM users have at most one active access key",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::User",
	Logic:     "Passes when at most one of the user's two access keys is active.",
	Rationale: "A second key is meant for the hours of a rotation. Left active, it doubles what can leak, and hides which key is in use.",
	Remedy:    "Find out which key is in use, make the other inactive, and delete it.",
	Fix: check.Fix{
		Console: "IAM console, Users, the user, Security credentials, Access keys: compare Last used, then Actions, Deactivate for the idle one.",
		CLI: `aws iam list-access-keys --user-name USER
aws iam get-access-key-last-used --access-key-id KEY_ID
aws iam update-access-key --user-name USER --access-key-id IDLE_KEY_ID --status Inactive
aws iam delete-access-key --user-name USER --access-key-id IDLE_KEY_ID`,
		Terraform: `resource "aws_iam_access_key" "IDLE" {
  user   = "USER"
  status = "Inactive"
}`,
		Breaks: "Whatever still uses the key that is made inactive fails. A key that was used within the last weeks is still in use somewhere.",
		Undo:   "aws iam update-access-key --user-name USER --access-key-id IDLE_KEY_ID --status Active. A deleted key cannot be brought back.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"},
	Controls:   []string{"CIS-1.4/1.13", "CIS-1.5/1.13", "CIS-2.0/1.13", "CIS-3.0/1.13", "CIS-4.0/1.13", "CIS-5.0/1.12", "CIS-6.0/2.12"},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(userSingleActiveKey)),
}

func userSingleActiveKey(_ check.Env, c inventory.IAMCredential) check.Verdict {
	return check.PassIf(len(activeKeys(c)) <= 1, "has at most one active access key", "has two active access keys",
		check.Saw("AccessKeys", c.AccessKeys))
}
