package iam

import "github.com/yourside/yourside/checks/check"

// PolicyNoBroadKMSDecrypt is the check iam.policy-no-broad-kms-decrypt.
var PolicyNoBroadKMSDecrypt = &check.Check{
	ID:        "iam.policy-no-broad-kms-decrypt",
	Title:     "IAM policies do not allow decryption with every KMS key",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role. Passes if the policy allows neither kms:Decrypt nor kms:ReEncryptFrom on every key of the account in every Region. One that is held to keys by their ARN, Region, tag or alias passes. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows.",
	Rationale: "Keys of their own keep data apart only as long as few may use each. Whoever may decrypt with every key reads all encrypted data they get hold of.",
	Remedy:    "Name the keys in Resource, or hold the statement to them by aws:ResourceTag or kms:ResourceAliases.",
	Fix: check.Fix{
		Console: policyConsole + "Put the ARNs of the keys in place of *.",
		CLI:     policyCLI,
		Terraform: `resource "aws_iam_policy" "POLICY" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect   = "Allow"
    Action   = ["kms:Decrypt"]
    Resource = ["KEY_ARN"]
  }] })
}`,
		Breaks: "Whoever has the policy cannot read data any more that is encrypted with keys it does not name: objects, volumes, secrets, also through services. CloudTrail shows which keys are used.",
		Undo:   policyUndo,
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html"},
	Controls:   []string{"FSBP/KMS.1", "FSBP/KMS.2"},
	Assess: ofWritten(judgement{
		judge: policyNoBroadKMSDecrypt,
		fine:  "does not allow decryption with every key",
		broad: "allows decryption with every key",
	}),
}

func policyNoBroadKMSDecrypt(e check.Env, w written) ruling {
	return w.allows([]string{"kms:Decrypt", "kms:ReEncryptFrom"}, ours(e, "kms:*", "key/*"))
}
