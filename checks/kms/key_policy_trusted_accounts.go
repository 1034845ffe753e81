package kms

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// KeyPolicyTrustedAccounts is the check kms.key-policy-trusted-accounts.
var KeyPolicyTrustedAccounts = &check.Check{
	ID:         "kms.key-policy-trusted-accounts",
	Title:      "KMS key policies name only trusted accounts",
	Domain:     check.PrivilegeManagement,
	Severity:   check.High,
	Resource:   "AWS::KMS::Key",
	Logic:      "Works out whom the policy of each customer key lets in. Fails if that is somebody outside this account, its organization and the trusted accounts. Services of AWS are not of any account and do not count.",
	Rationale:  "An account that may use the key reads what it encrypts, and its administrators decide who there may.",
	Remedy:     "Remove the principal that the finding names, or add its account to trusted-accounts if it is yours or a partner.",
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html", "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"},
	Controls:   []string{},
	Params:     []check.Setting{access.TrustedAccounts},
	Assess: check.ForEach(inventory.KMSKeys, ofCustomer(keyPolicyTrustedAccounts),
		append([]inventory.Handle{inventory.KMSKeyPolicies}, access.OutsiderTables...)...).Narrowed(access.Limits...),
}

func keyPolicyTrustedAccounts(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	return access.Strangers(e, p, "use it", func(policy.Grant) bool { return true })
}
