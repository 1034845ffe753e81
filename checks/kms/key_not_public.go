package kms

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KeyNotPublic is the check kms.key-not-public.
var KeyNotPublic = &check.Check{
	ID:        "kms.key-not-public",
	Title:     "KMS key policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::KMS::Key",
	Logic:     "Works out whom the policy of each customer key lets in. Fails if everyone, or everyone with an AWS account, can use or manage the key, by themselves or through an AWS service. Conditions count if they restrict who asks or from where: kms:CallerAccount does, kms:ViaService alone does not.",
	Rationale: "Whoever may use the key decrypts what it protects as soon as they get hold of the data. Whoever may manage it can make the data unreadable.",
	Remedy:    "Name the accounts or roles that need the key as principals. Add kms:CallerAccount to statements for all principals that go through a service.",
	Fix: check.Fix{
		Console: "KMS console, Customer managed keys, the key, Key policy, Edit: name the accounts or roles in place of *.",
		CLI: `aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text > policy.json
# Name principals in place of *, or add the condition StringEquals kms:CallerAccount ACCOUNT.
aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://policy.json`,
		Terraform: `# With the other statements of the policy.
resource "aws_kms_key_policy" "key" {
  key_id = "KEY_ID"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = "kms:*", Resource = "*"
    Principal = { AWS = "arn:aws:iam::ACCOUNT:root" }
  }] })
}`,
		Breaks: "Whoever used the key by the open statement alone can no longer decrypt, services and other accounts included. CloudTrail shows by kms.amazonaws.com events who that is.",
		Undo:   "Put the policy of before again, from a copy of policy.json. Keep a statement for the account itself, or nobody can change the policy any more.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html", "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/KMS.5"},
	Assess:     check.ForEach(inventory.KMSKeys, ofCustomer(access.NotPublic), inventory.KMSKeyPolicies).Narrowed(access.Limits...),
}
