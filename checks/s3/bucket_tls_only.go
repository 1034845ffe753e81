package s3

import (
	"slices"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketTLSOnly is the check s3.bucket-tls-only.
var BucketTLSOnly = &check.Check{
	ID:        "s3.bucket-tls-only",
	Title:     "S3 bucket policies deny unencrypted transport",
	Domain:    check.DataProtection,
	Severity:  check.Medium,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the bucket policy. Passes only if it denies plain HTTP to every principal, for every action, on the bucket and on all its objects. A statement that allows with TLS only does not do that: what another policy allows works without. A resource control policy of the organization that does so counts, if the scan may read it; it leaves out the calls of service-linked roles, which are AWS's own.",
	Rationale: "Over plain HTTP whoever is on the way reads the objects, and changes what the application gets.",
	Remedy:    "Add a statement with the effect Deny, principal *, action s3:*, the ARN of the bucket and that of all its objects, and the condition Bool aws:SecureTransport false.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Permissions, Bucket policy, Edit: add the statement.",
		CLI: `aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json
# Add to its statements:
# {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
		Terraform: `# With the statements that the policy has already.
resource "aws_s3_bucket_policy" "tls" {
  bucket = "BUCKET"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Deny", Principal = "*", Action = "s3:*"
    Resource  = ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }] })
}`,
		Breaks: "Clients that use http:// are denied, such as readers of a website endpoint, which has no HTTPS. SDKs and the CLI use HTTPS unless told otherwise.",
		Undo:   "Put the policy without the statement, or delete it with aws s3api delete-bucket-policy if there was none.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"},
	Controls:   []string{"CIS-1.4/2.1.2", "CIS-1.5/2.1.2", "CIS-2.0/2.1.1", "CIS-3.0/2.1.1", "CIS-4.0/2.1.1", "CIS-5.0/2.1.1", "CIS-6.0/3.1.1", "CIS-7.0/3.1.1", "FSBP/S3.5"},
	Assess:     check.ForEach(inventory.S3BucketPolicies, bucketTLSOnly).Narrowed(access.Limits...),
}

func bucketTLSOnly(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	d, unread := access.Of(p)
	if unread != nil {
		return *unread
	}
	r, taken := access.Denied(e, p.Resource, d, func(d *policy.Document, t policy.Target) policy.Result { return d.TLSOnly(t) })
	saw := slices.Concat(taken, []check.Evidence{check.Saw("Policy", access.Said(r))})
	switch {
	case r.Answer == policy.Yes && taken != nil:
		return check.Pass("has plain HTTP denied to all, by its organization", saw...)
	case r.Answer == policy.Yes:
		return check.Pass("denies plain HTTP to all", saw...)
	case r.Answer == policy.No && d == nil:
		return check.Fail("has no policy that denies plain HTTP", check.Saw("Policy", ""))
	case r.Answer == policy.No:
		return check.Fail("does not deny plain HTTP to all: "+r.Grants[0].String(), saw...)
	}
	return check.Unknown("has a policy of which cannot be told whether it denies all plain HTTP", saw...)
}
