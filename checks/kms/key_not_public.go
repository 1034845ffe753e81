package kms

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// KeyNotPublic is the check kms.key-not-public.
var KeyNotPublic = &check.Check{
	ID:         "kms.key-not-public",
	Title:      "KMS key policies grant nothing to everyone",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Critical,
	Resource:   "AWS::KMS::Key",
	Logic:      "Works out whom the policy of each customer key lets in. Fails if everyone, or everyone with an AWS account, can use or manage the key, by themselves or through an AWS service. Conditions count if they restrict who asks or from where: kms:CallerAccount does, kms:ViaService alone does not.",
	Rationale:  "Whoever may use the key decrypts what it protects as soon as he gets hold of the data. Whoever may manage it can make the data unreadable.",
	Remedy:     "Name the accounts or roles that need the key as principals. Add kms:CallerAccount to statements for all principals that go through a service.",
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html", "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/KMS.5"},
	Assess:     check.ForEach(inventory.KMSKeys, ofCustomer(access.NotPublic), inventory.KMSKeyPolicies).Narrowed(access.Limits...),
}
