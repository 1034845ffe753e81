package iam

import "github.com/yourside/yourside/checks/check"

// PolicyNoBroadKMSDecrypt is the check iam.policy-no-broad-kms-decrypt.
var PolicyNoBroadKMSDecrypt = &check.Check{
	ID:         "iam.policy-no-broad-kms-decrypt",
	Title:      "IAM policies do not allow decryption with every KMS key",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Medium,
	Resource:   "AWS::IAM::ManagedPolicy",
	Logic:      "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role. Passes if the policy allows neither kms:Decrypt nor kms:ReEncryptFrom on every key of the account in every Region. One that is held to keys by their ARN, Region, tag or alias passes. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows.",
	Rationale:  "What is encrypted with a key of its own is apart from the rest only as long as not everyone may use every key. Whoever holds such a policy reads all that he gets hold of.",
	Remedy:     "Name the keys in Resource, or hold the statement to them by aws:ResourceTag or kms:ResourceAliases.",
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
