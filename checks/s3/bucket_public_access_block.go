package s3

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketPublicAccessBlock is the check s3.bucket-public-access-block.
var BucketPublicAccessBlock = &check.Check{
	ID:        "s3.bucket-public-access-block",
	Title:     "S3 bucket Block Public Access is fully on",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Adds the four Block Public Access settings of the account to those of the bucket, one by one: S3 applies a setting that either has on. Passes if all four are in effect.",
	Rationale: "Each setting stops one way to publish data: new public ACLs, existing public ACLs, new public policies, existing public policies. One that is off leaves its way open.",
	Remedy:    "Turn on the settings that are missing, best for the whole account. Serve what must be public through CloudFront with origin access control instead.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Permissions, Block public access (bucket settings), Edit: select Block all public access.",
		CLI: `aws s3api put-public-access-block --bucket BUCKET \
  --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
		Terraform: blockPublicTerraform,
		Breaks:    "If the bucket is public on purpose, its readers get 403. Uploads with a public ACL, and changes to a public policy, are refused from then on.",
		Undo:      "aws s3api delete-public-access-block --bucket BUCKET. ACLs and policies are still there and work again.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html"},
	Controls:   []string{"CIS-1.4/2.1.5", "CIS-1.5/2.1.5", "CIS-2.0/2.1.4", "CIS-3.0/2.1.4", "CIS-4.0/2.1.4", "CIS-5.0/2.1.4", "CIS-6.0/3.1.4", "CIS-7.0/3.1.4", "FSBP/S3.8"},
	Assess: check.ForEach(inventory.S3Buckets, bucketPublicAccessBlock,
		inventory.S3AccountPublicAccessBlocks, inventory.S3PublicAccessBlocks),
}

func bucketPublicAccessBlock(e check.Env, b inventory.S3Bucket) check.Verdict {
	// One side that has all four on decides, even if the other was not read.
	if a, ok := check.Peek(e, inventory.S3AccountPublicAccessBlocks, e.Account.Resource()); ok && allOn(a) {
		return check.Pass("is covered by the account, which blocks all public access", sawFlags(a)...)
	}
	if own, ok := check.Peek(e, inventory.S3PublicAccessBlocks, b.Resource); ok && allOn(own) {
		return check.Pass("blocks all public access by itself", sawFlags(own)...)
	}
	account := check.Detail(e, inventory.S3AccountPublicAccessBlocks, e.Account.Resource())
	bucket := flagsOf(check.Detail(e, inventory.S3PublicAccessBlocks, b.Resource))
	var saw []check.Evidence
	var off []string
	for i, f := range flagsOf(account) {
		saw = append(saw, check.SawOn(account.Resource, f.name, f.on), check.SawOn(b.Resource, f.name, bucket[i].on))
		if !f.on && !bucket[i].on {
			off = append(off, f.name)
		}
	}
	return check.PassIf(len(off) == 0, "blocks all public access, together with the account",
		"does not have on, by itself or through the account: "+strings.Join(off, ", "), saw...)
}
