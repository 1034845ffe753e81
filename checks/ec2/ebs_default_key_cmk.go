package ec2

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// EBSDefaultKeyCMK is the check ec2.ebs-default-key-cmk.
var EBSDefaultKeyCMK = &check.Check{
	ID:        "ec2.ebs-default-key-cmk",
	Title:     "Default EBS key is customer managed",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "Looks at the default EBS key of each Region. Passes if KMS says that it is customer managed. The default key serves whatever is encrypted without naming a key, whether or not encryption by default is on.",
	Rationale: "The policy of the AWS managed key cannot be changed, so access to volumes cannot be limited or withdrawn by key, and encrypted snapshots cannot be shared.",
	Remedy:    "Create a customer managed key in each Region that is named and make it the default key of EBS.",
	Fix: check.Fix{
		Console: "EC2 console, Dashboard, Account attributes, Data protection and security, EBS encryption, Manage: choose the customer managed key as default encryption key.",
		CLI:     "aws ec2 modify-ebs-default-kms-key-id --kms-key-id KEY_ARN --region REGION",
		Terraform: `resource "aws_ebs_default_kms_key" "region" {
  key_arn = "KEY_ARN"
}`,
		Breaks: "Launches fail for principals whom the key policy does not let use the key. That includes the service-linked role of Auto Scaling, which needs kms:CreateGrant too.",
		Undo:   "aws ec2 reset-ebs-default-kms-key-id --region REGION. Keep the key as long as there are volumes and snapshots under it.",
	},
	References: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsDefaultKmsKeyId.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.EBSDefaultKeys, ebsDefaultKeyCMK, inventory.EBSDefaultKeyDetails),
}

func ebsDefaultKeyCMK(e check.Env, k inventory.EBSDefaultKey) check.Verdict {
	id := check.Saw("KmsKeyID", k.KmsKeyID)
	if strings.HasPrefix(k.KmsKeyID, "alias/aws/") || strings.Contains(k.KmsKeyID, ":alias/aws/") {
		return check.Fail("has the AWS managed key as its default EBS key", id)
	}
	manager := check.Detail(e, inventory.EBSDefaultKeyDetails, k.Resource).KeyManager
	saw := check.Saw("KeyManager", manager)
	switch manager {
	case "CUSTOMER":
		return check.Pass("has a customer managed key as its default EBS key", id, saw)
	case "AWS":
		return check.Fail("has the AWS managed key as its default EBS key", id, saw)
	}
	return check.Unknown("has a default EBS key whose manager this version does not know", id, saw)
}
