package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RootNoAccessKeys is the check iam.root-no-access-keys.
var RootNoAccessKeys = &check.Check{
	ID:        "iam.root-no-access-keys",
	Title:     "Root user has no access keys",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the account summary counts AccountAccessKeysPresent as 0.",
	Rationale: "A root access key gives unlimited rights over the account to whoever reads it, without MFA and bound by no policy.",
	Remedy:    "Move what uses the key to a role, then sign in as root and delete the key.",
	Fix: check.Fix{
		Console: "Signed in as root: the account's name at the top right, Security credentials, Access keys, Actions, Deactivate, then Delete.",
		CLI: `# With credentials of root, such as the key itself:
aws iam list-access-keys
aws iam update-access-key --access-key-id KEY_ID --status Inactive
aws iam delete-access-key --access-key-id KEY_ID`,
		Terraform: "# Terraform does not manage the access keys of the root user.",
		Breaks:    "Whatever uses the key fails once it is inactive. Last used, on the same page, tells when and for which service that was.",
		Undo:      "Signed in as root: Security credentials, Access keys, Actions, Activate. A deleted key cannot be brought back.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"},
	Controls:   []string{"CIS-1.4/1.4", "CIS-1.5/1.4", "CIS-2.0/1.4", "CIS-3.0/1.4", "CIS-4.0/1.4", "CIS-5.0/1.3", "CIS-6.0/2.3", "CIS-7.0/2.4", "FSBP/IAM.4"},
	Assess:     check.ForEach(inventory.IAMAccountSummaries, rootNoAccessKeys),
}

func rootNoAccessKeys(_ check.Env, s inventory.IAMAccountSummary) check.Verdict {
	keys, saw, silent := rootHas(s, "AccountAccessKeysPresent")
	if silent != nil {
		return *silent
	}
	return check.PassIf(!keys, "has no root access keys", "has a root access key", saw)
}
