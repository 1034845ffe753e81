package s3

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BucketMinTLSVersion is the check s3.bucket-min-tls-version.
var BucketMinTLSVersion = &check.Check{
	ID:         "s3.bucket-min-tls-version",
	Title:      "S3 bucket policies demand the configured minimum TLS version",
	Domain:     check.DataProtection,
	Severity:   check.Low,
	Resource:   "AWS::S3::Bucket",
	Logic:      "Reads the bucket policy. Passes if it denies every version of TLS older than the parameter says, to every principal, for every action, on the bucket and its objects. S3 itself refuses versions before 1.2, so that the default of 1.2 passes everywhere.",
	Rationale:  "Older versions of TLS have ciphers and handshakes that are weaker than what regulations ask for.",
	Remedy:     "Add a statement that denies s3:* on the bucket and its objects with the condition NumericLessThan s3:TlsVersion.",
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html"},
	Controls:   []string{},
	Params:     []check.Setting{minTLS},
	Assess:     check.ForEach(inventory.S3Buckets, bucketMinTLSVersion, inventory.S3BucketPolicies),
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
		return check.Fail("has no policy that denies TLS before "+minTLS.Get(e), check.Saw("Policy", ""))
	}
	oldest, certain := d.MinTLS(access.Target(e, b.Resource))
	saw := check.Saw("Policy", "accepts TLS from "+max(oldest, servedTLS)+" on")
	switch {
	case oldest != "" && oldest < minTLS.Get(e):
		return check.Fail("accepts TLS "+max(oldest, servedTLS), saw)
	case !certain:
		return check.Unknown("has a policy of which cannot be told which versions of TLS it denies", saw)
	}
	return check.Pass("denies TLS before "+minTLS.Get(e), saw)
}
