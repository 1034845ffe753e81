package s3

import (
	"slices"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketMinTLSVersion is the check s3.bucket-min-tls-version.
var BucketMinTLSVersion = &check.Check{
	ID:        "s3.bucket-min-tls-version",
	Title:     "S3 bucket policies demand the configured minimum TLS version",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::S3::Bucket",
	Logic:     "Reads the bucket policy. Passes if it denies every version of TLS older than the parameter says, to every principal, for every action, on the bucket and its objects. A resource control policy of the organization that denies them counts, if the scan may read it. S3 itself refuses versions before 1.2, so that the default of 1.2 passes everywhere.",
	Rationale: "Older versions of TLS have ciphers and handshakes that are weaker than what regulations ask for.",
	Remedy:    "Add a statement that denies s3:* on the bucket and its objects with the condition NumericLessThan s3:TlsVersion.",
	Fix: check.Fix{
		Console: "S3 console, the bucket, Permissions, Bucket policy, Edit: add the statement.",
		CLI: `aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json
# Add to its statements, with the version that is wanted:
# {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.3"}}}
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
		Terraform: `# With the statements that the policy has already.
resource "aws_s3_bucket_policy" "tls" {
  bucket = "BUCKET"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Deny", Principal = "*", Action = "s3:*"
    Resource  = ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"]
    Condition = { NumericLessThan = { "s3:TlsVersion" = "1.3" } }
  }] })
}`,
		Breaks: "Clients that only speak an older version are denied everything on the bucket. With 1.2 nobody is, as S3 accepts nothing older.",
		Undo:   "Put the saved policy.json without the statement.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html"},
	Controls:   []string{},
	Params:     []check.Setting{minTLS},
	Assess:     check.ForEach(inventory.S3Buckets, bucketMinTLSVersion, inventory.S3BucketPolicies).Narrowed(access.Limits...),
}

// servedTLS is the oldest version that endpoints of S3 speak.
const servedTLS = "1.2"

var minTLS = check.NewParam("min-tls-version", servedTLS, "oldest version of TLS that buckets may accept: 1.2 or 1.3")

func bucketMinTLSVersion(e check.Env, b inventory.S3Bucket) check.Verdict {
	if minTLS.Get(e) <= servedTLS {
		return check.Pass("is served by S3, which refuses TLS before "+servedTLS, check.Saw("served", servedTLS))
	}
	d, unread := access.Of(check.Detail(e, inventory.S3BucketPolicies, b.Resource))
	if unread != nil {
		return *unread
	}
	if d == nil {
		d = &policy.Document{}
	}
	v, taken := access.Under(e, b.Resource, demands(e), func(t policy.Target) versions {
		oldest, certain := d.MinTLS(t)
		return versions{oldest, certain}
	})
	saw := slices.Concat(taken, []check.Evidence{check.Saw("Policy", "accepts TLS from "+max(v.oldest, servedTLS)+" on")})
	switch demands(e)(v) {
	case policy.No:
		return check.Fail("accepts TLS "+max(v.oldest, servedTLS), saw...)
	case policy.Unknown:
		return check.Unknown("has a policy of which cannot be told which versions of TLS it denies", saw...)
	}
	return check.Pass("denies TLS before "+minTLS.Get(e), saw...)
}

// versions are those of TLS that a bucket accepts: the oldest, and whether that
// is certain.
type versions struct {
	oldest  string
	certain bool
}

// demands is whether a bucket accepts none that is too old.
func demands(e check.Env) func(versions) policy.Answer {
	return func(v versions) policy.Answer {
		switch {
		case v.oldest != "" && v.oldest < minTLS.Get(e):
			return policy.No
		case !v.certain:
			return policy.Unknown
		}
		return policy.Yes
	}
}
