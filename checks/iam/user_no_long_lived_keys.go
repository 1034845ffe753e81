package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserNoLongLivedKeys is the check iam.user-no-long-lived-keys.
var UserNoLongLivedKeys = &check.Check{
	ID:         "iam.user-no-long-lived-keys",
	Title:      "Workloads use temporary credentials, not user keys",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Medium,
	Resource:   "AWS::IAM::User",
	Logic:      "Passes when the user has no active access key. The use of a key does not excuse it.",
	Rationale:  "A key of a user works from anywhere until somebody revokes it. The credentials of a role run out within hours by themselves.",
	Remedy:     "Give the workload a role, from outside AWS through IAM Roles Anywhere or OIDC federation, then make the key inactive and delete it.",
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.IAMCredentials, ofUsers(userNoLongLivedKeys)),
}

func userNoLongLivedKeys(_ check.Env, c inventory.IAMCredential) check.Verdict {
	return check.PassIf(len(activeKeys(c)) == 0, "has no active access key", "has an active access key, which does not expire",
		check.Saw("AccessKeys", c.AccessKeys))
}
