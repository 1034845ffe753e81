package iam

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccessKeyRotated is the check iam.access-key-rotated.
var AccessKeyRotated = &check.Check{
	ID:        "iam.access-key-rotated",
	Title:     "IAM active access keys are under 90 days old",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::User",
	Logic:     "Passes when every active access key of the user was created within the given days. Inactive keys do not count.",
	Rationale: "A key that leaked works until somebody replaces it, and the older a key is, the more places hold it.",
	Remedy:    "Create a new key, move its users over, make the old key inactive, and delete it.",
	Fix: check.Fix{
		Console: "IAM console, Users, the user, Security credentials, Access keys: Create access key, and for the old one Actions, Deactivate, then Delete.",
		CLI: `aws iam create-access-key --user-name USER
# Give the new key to what uses the old one, then:
aws iam update-access-key --user-name USER --access-key-id OLD_KEY_ID --status Inactive
aws iam delete-access-key --user-name USER --access-key-id OLD_KEY_ID`,
		Terraform: `resource "aws_iam_access_key" "NEW" {
  user = "USER"
}
resource "aws_iam_access_key" "OLD" {
  user   = "USER"
  status = "Inactive"
}`,
		Breaks: "Whatever still uses the old key fails once it is inactive. aws iam get-access-key-last-used shows when and for which service it was used last.",
		Undo:   "Make the old key active again with --status Active. A deleted key cannot be brought back.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"},
	Controls:   []string{"CIS-1.4/1.14", "CIS-1.5/1.14", "CIS-2.0/1.14", "CIS-3.0/1.14", "CIS-4.0/1.14", "CIS-5.0/1.13", "CIS-6.0/2.13", "CIS-7.0/2.12", "FSBP/IAM.3"},
	Params:     []check.Setting{maxKeyAge},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(accessKeyRotated)),
}

var maxKeyAge = check.NewParam("max-age-days", 90, "days after which an active key counts as old")

func accessKeyRotated(e check.Env, c inventory.IAMCredential) check.Verdict {
	keys := activeKeys(c)
	saw := []check.Evidence{check.Saw("AccessKeys", c.AccessKeys)}
	if len(keys) == 0 {
		return check.NotApplicable("has no active access key", saw...)
	}
	for _, k := range keys {
		if k.LastRotated.At.IsZero() {
			continue
		}
		if age := int(e.Now.Sub(k.LastRotated.At) / day); age > maxKeyAge.Get(e) {
			return check.Fail(fmt.Sprintf("has an active access key that is %d days old", age),
				sawKey(k, "LastRotated", k.LastRotated.At), sawKey(k, "Active", true))
		}
	}
	for _, k := range keys {
		if k.LastRotated.At.IsZero() {
			return check.Unknown("cannot be judged: the credential report does not say when its access key was created", saw...)
		}
	}
	return check.Pass("has no old active access key", saw...)
}
