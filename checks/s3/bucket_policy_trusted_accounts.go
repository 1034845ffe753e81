package s3

import (
	"slices"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketPolicyTrustedAccounts is the check s3.bucket-policy-trusted-accounts.
var BucketPolicyTrustedAccounts = &check.Check{
	ID:        "s3.bucket-policy-trusted-accounts",
	Title:     "S3 bucket policies give outside accounts no control actions",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Works out whom the bucket policy lets change the bucket's policy, ACLs, encryption, ownership or public access block, or the ACLs of objects. Fails if that is somebody outside this account, its organization and the trusted accounts.",
	Rationale: "Who may write the policy of a bucket may do everything to it, and can lock its owner out of the data.",
	Remedy:    "Remove the actions that the finding names from what the other account is granted, or add the account to trusted-accounts if it is yours.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Permissions, Bucket policy, Edit: take the actions out of the statement that is named.",
		CLI: `aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json
# Take the actions that the finding names out of the statements of the other account.
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
		Terraform: `# With the other statements of the policy.
resource "aws_s3_bucket_policy" "partner" {
  bucket = "BUCKET"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::BUCKET/*"
    Principal = { AWS = "arn:aws:iam::ACCOUNT:root" }
  }] })
}`,
		Breaks: "The other account can no longer change the settings of the bucket or the ACLs of its objects. Uploads of it that set an ACL fail without s3:PutObjectAcl.",
		Undo:   "Put the policy of before again; save it before it is edited.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html"},
	Controls:   []string{"FSBP/S3.6"},
	Params:     []check.Setting{access.TrustedAccounts},
	Assess:     check.ForEach(inventory.S3BucketPolicies, bucketPolicyTrustedAccounts, access.OutsiderTables...).Narrowed(access.Limits...),
}

// controlActions are those by which a bucket is taken over: what Security Hub
// asks about, and the two settings that undo the same protection.
// https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
var controlActions = []string{
	"s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy",
	"s3:PutBucketPublicAccessBlock", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl",
}

func bucketPolicyTrustedAccounts(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	return access.Strangers(e, p, "control it", func(g policy.Grant) bool {
		return slices.ContainsFunc(g.Actions, func(action string) bool { return slices.Contains(controlActions, action) })
	})
}
