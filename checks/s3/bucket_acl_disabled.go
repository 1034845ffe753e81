package s3

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketACLDisabled is the check s3.bucket-acl-disabled.
var BucketACLDisabled = &check.Check{
	ID:        "s3.bucket-acl-disabled",
	Title:     "S3 bucket ACLs are disabled through owner enforcement",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the object ownership of the bucket. Passes if it is BucketOwnerEnforced, which turns ACLs off. A bucket without ownership controls has ACLs on.",
	Rationale: "ACLs grant access object by object, beside the policies that people review. With them off the owner of the bucket owns every object and policies alone decide.",
	Remedy:    "Move what the ACLs grant into the bucket policy, then set object ownership to BucketOwnerEnforced.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Permissions, Object Ownership, Edit: choose ACLs disabled (recommended).",
		CLI: `# Move what the ACL grants to others into the bucket policy first: AWS refuses otherwise.
aws s3api put-bucket-acl --bucket BUCKET --acl private
aws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'`,
		Terraform: `resource "aws_s3_bucket_ownership_controls" "owner" {
  bucket = "BUCKET"
  rule { object_ownership = "BucketOwnerEnforced" }
}`,
		Breaks: "Uploads that set an ACL other than bucket-owner-full-control fail with AccessControlListNotSupported. Whoever had access by the ACL of an object alone loses it.",
		Undo:   "Set ObjectOwnership to BucketOwnerPreferred or ObjectWriter: the ACLs of before apply again.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html"},
	Controls:   []string{"FSBP/S3.12"},
	Assess:     check.ForEach(inventory.S3OwnershipControls, bucketACLDisabled),
}

func bucketACLDisabled(_ check.Env, c inventory.S3OwnershipControl) check.Verdict {
	saw := check.Saw("ObjectOwnership", c.ObjectOwnership)
	switch c.ObjectOwnership {
	case "BucketOwnerEnforced":
		return check.Pass("has ACLs turned off", saw)
	case "BucketOwnerPreferred", "ObjectWriter":
		return check.Fail("uses ACLs: its object ownership is "+c.ObjectOwnership, saw)
	case "":
		return check.Fail("uses ACLs: it has no ownership controls", saw)
	}
	return check.Unknown("has an object ownership that is not known here: "+c.ObjectOwnership, saw)
}
