package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// S3OriginExists is the check cloudfront.s3-origin-exists.
var S3OriginExists = &check.Check{
	ID:        "cloudfront.s3-origin-exists",
	Title:     "CloudFront S3 origins point to buckets that exist",
	Domain:    check.DataProtection,
	Severity:  check.High,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks for the bucket of each S3 origin among those of this account, and asks S3 for the others. Fails if S3 knows no such bucket. Does not apply to a distribution without an S3 origin. A bucket that S3 refuses to tell of is UNKNOWN.",
	Rationale: "The name of a bucket that is gone is free for anybody to take, who then serves what he likes under your domain.",
	Remedy:    "Remove the origin, or make the bucket again in your account.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Origins: delete the origin, after its behaviors; or S3 console, Create bucket, with the name.",
		CLI: `# Claim the name (in us-east-1 without a LocationConstraint):
aws s3api create-bucket --bucket BUCKET --region REGION --create-bucket-configuration LocationConstraint=REGION
# Or remove the origin from config.json:
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_s3_bucket" "origin" {
  bucket = "BUCKET"
}`,
		Breaks: "Nothing: requests to the origin fail already.",
		Undo:   "Add the origin again; delete the bucket if it was made, and nothing refers to it.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-12",
	},
	Controls: []string{"FSBP/CloudFront.12"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, s3OriginExists, inventory.S3Buckets, inventory.CloudFrontOriginBuckets),
}

func s3OriginExists(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	var elsewhere []inventory.Resource
	some := false
	for _, o := range d.Origins {
		saw = append(saw, check.Saw("Origins["+o.ID+"].DomainName", o.DomainName), check.Saw("Origins["+o.ID+"].Kind", o.Kind))
		b, ok := o.Bucket(d.Resource)
		if !ok {
			continue
		}
		some = true
		head, ok := check.Peek(e, inventory.CloudFrontOriginBuckets, b)
		switch {
		case ok && !head.Exists:
			return check.Fail("gets content from a bucket that does not exist: "+b.ID, append(saw, check.SawOn(b, "Exists", false))...)
		case ok:
			saw = append(saw, check.SawOn(b, "Exists", true))
		default:
			elsewhere = append(elsewhere, b)
		}
	}
	for _, b := range elsewhere {
		_, ok := check.Find(e, inventory.S3Buckets, e.Account.Resource(), func(own inventory.S3Bucket) bool { return own.ID == b.ID })
		if !ok {
			check.Detail(e, inventory.CloudFrontOriginBuckets, b)
			return check.Unknown("gets content from a bucket that S3 does not tell of: "+b.ID, saw...)
		}
		saw = append(saw, check.SawOn(b, "ID", b.ID))
	}
	if !some {
		return check.NotApplicable("has no S3 origin", saw...)
	}
	return check.Pass("gets content from buckets that exist", saw...)
}
