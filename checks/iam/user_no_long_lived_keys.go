package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserNoLongLivedKeys is the check iam.user-no-long-lived-keys.
var UserNoLongLivedKeys = &check.Check{
	ID:        "iam.user-no-long-lived-keys",
	Title:     "Workloads use temporary credentials, not user keys",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::User",
	Logic:     "Passes when the user has no active access key. The use of a key does not excuse it.",
	Rationale: "A key of a user works from anywhere until somebody revokes it. The credentials of a role run out within hours by themselves.",
	Remedy:    "Give the workload a role, from outside AWS through IAM Roles Anywhere or OIDC federation, then make the key inactive and delete it.",
	Fix: check.Fix{
		Console: "IAM console, Roles, Create role: for the service that the workload runs on, or a web identity outside of AWS. Then Users, the user, Security credentials, Access keys, Actions, Deactivate.",
		CLI: `aws iam create-role --role-name ROLE --assume-role-policy-document file://TRUST.json
aws iam attach-role-policy --role-name ROLE --policy-arn POLICY_ARN
# When the workload uses the role:
aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive`,
		Terraform: `resource "aws_iam_role" "WORKLOAD" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRole"
    Principal = { Service = "ec2.amazonaws.com" }
  }] })
}`,
		Breaks: "Whatever still uses the key fails once it is inactive, among it tools that read keys from a file and know no roles. aws iam get-access-key-last-used shows when and for which service it was used last.",
		Undo:   "Make the key active again with --status Active, as long as it is not deleted.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(userNoLongLivedKeys)),
}

func userNoLongLivedKeys(_ check.Env, c inventory.IAMCredential) check.Verdict {
	return check.PassIf(len(activeKeys(c)) == 0, "has no active access key", "has an active access key, which does not expire",
		check.Saw("AccessKeys", c.AccessKeys))
}
