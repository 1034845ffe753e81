package kms

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// KeyPolicyTrustedAccounts is the check kms.key-policy-trusted-accounts.
var KeyPolicyTrustedAccounts = &check.Check{
	ID:        "kms.key-policy-trusted-accounts",
	Title:     "KMS key policies name only trusted accounts",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::KMS::Key",
	Logic:     "Works out whom the policy of each customer key lets in. Fails if that is somebody outside this account, its organization and the trusted accounts. Services of AWS are not of any account and do not count.",
	Rationale: "An account that may use the key reads what it encrypts, and its administrators decide who there may.",
	Remedy:    "Remove the principal that the finding names, or add its account to trusted-accounts if it is yours or a partner.",
	Fix: check.Fix{
		Console: "KMS console, Customer managed keys, the key, Key policy, Other AWS accounts: remove the account, or edit the statement in the policy view.",
		CLI: `aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text > policy.json
# Remove the principal that the finding names.
aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://policy.json`,
		Terraform: `# With the other statements of the policy.
resource "aws_kms_key_policy" "key" {
  key_id = "KEY_ID"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = "kms:*", Resource = "*"
    Principal = { AWS = "arn:aws:iam::ACCOUNT:root" }
  }] })
}`,
		Breaks: "The other account can no longer decrypt what is shared with it, such as snapshots and objects. Grants that it holds go on until they are revoked.",
		Undo:   "Put the policy of before again, from a copy of policy.json.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html", "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"},
	Controls:   []string{},
	Params:     []check.Setting{access.TrustedAccounts},
	Assess: check.ForEach(inventory.KMSKeys, ofCustomer(keyPolicyTrustedAccounts),
		append([]inventory.Handle{inventory.KMSKeyPolicies}, access.OutsiderTables...)...).Narrowed(access.Limits...),
}

func keyPolicyTrustedAccounts(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	return access.Strangers(e, p, "use it", func(policy.Grant) bool { return true })
}
