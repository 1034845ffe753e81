package s3

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccountPublicAccessBlock is the check s3.account-public-access-block.
var AccountPublicAccessBlock = &check.Check{
	ID:        "s3.account-public-access-block",
	Title:     "S3 account-level Block Public Access is fully on",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Reads the four Block Public Access settings of the account, as AWS applies them: an organization policy is part of what it returns. Passes if all four are on. An account that never set any has all four off.",
	Rationale: "The account setting covers every bucket and access point, those of tomorrow too. Without it one careless ACL or bucket policy makes data public.",
	Remedy:    "Turn on all four settings for the account. Serve what must be public through CloudFront with origin access control instead.",
	Fix: check.Fix{
		Console: "S3 console, Block Public Access settings for this account, Edit: select Block all public access.",
		CLI: `aws s3control put-public-access-block --account-id ACCOUNT \
  --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
		Terraform: `resource "aws_s3_account_public_access_block" "account" {
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}`,
		Breaks: "Every bucket that is public on purpose stops serving at once, such as websites. Other accounts lose access too where a bucket policy that counts as public gave it to them.",
		Undo:   "Set the same settings to false. ACLs and policies are still there and work again.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html"},
	Controls:   []string{"CIS-1.4/2.1.5", "CIS-1.5/2.1.5", "CIS-2.0/2.1.4", "CIS-3.0/2.1.4", "CIS-4.0/2.1.4", "CIS-5.0/2.1.4", "CIS-6.0/3.1.4", "CIS-7.0/3.1.4", "FSBP/S3.1"},
	Assess:     check.ForEach(inventory.S3AccountPublicAccessBlocks, accountPublicAccessBlock),
}

func accountPublicAccessBlock(_ check.Env, b inventory.S3PublicAccessBlock) check.Verdict {
	var saw []check.Evidence
	var off []string
	for _, f := range flagsOf(b) {
		saw = append(saw, check.Saw(f.name, f.on))
		if !f.on {
			off = append(off, f.name)
		}
	}
	return check.PassIf(len(off) == 0, "blocks all public access to S3",
		"does not have on: "+strings.Join(off, ", "), saw...)
}
