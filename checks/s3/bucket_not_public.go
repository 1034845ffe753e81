package s3

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketNotPublic is the check s3.bucket-not-public.
var BucketNotPublic = &check.Check{
	ID:        "s3.bucket-not-public",
	Title:     "S3 bucket policy and ACL grant no public read",
	Domain:    check.DataProtection,
	Severity:  check.Critical,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Works out who can reach the bucket from outside, by all layers together: the Block Public Access settings of the account and of the bucket, which S3 applies if either has them on; object ownership and IgnorePublicAcls, without which ACL grants have no effect; the bucket policy, with its conditions and what it denies, narrowed by RestrictPublicBuckets. ACLs of single objects and access points are not looked at. Fails if everyone, everyone with an AWS account, or everyone who may sign in at a provider of identities for the public, can list or read something.",
	Rationale: "What everyone can read will be read: names of buckets are guessed and tried all the time.",
	Remedy:    "Turn on Block Public Access for the bucket or the whole account, and remove the grant that the finding names. Serve what is meant for the public through CloudFront with origin access control.",
	Fix: check.Fix{
		Console:   "S3 console, the bucket, Permissions: under Block public access, Edit, select Block all public access. Then remove the grant under Bucket policy or Access control list.",
		CLI:       blockPublicCLI,
		Terraform: blockPublicTerraform,
		Breaks:    "Websites and downloads that read the bucket directly get 403, until CloudFront or presigned URLs serve them. Other accounts are refused too if a policy that counts as public lets them in.",
		Undo:      "aws s3api delete-public-access-block --bucket BUCKET, and put the old policy or ACL again. Save both first.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/S3.2"},
	Assess:     check.ForEach(inventory.S3Buckets, bucketNotPublic, access.BucketTables...).Narrowed(access.Limits...),
}

func bucketNotPublic(e check.Env, b inventory.S3Bucket) check.Verdict {
	return access.Bucket(e, b.Resource, "read from it", policy.LevelList, policy.LevelRead)
}
