package s3

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// BucketTLSOnly is the check s3.bucket-tls-only.
var BucketTLSOnly = &check.Check{
	ID:         "s3.bucket-tls-only",
	Title:      "S3 bucket policies deny unencrypted transport",
	Domain:     check.DataProtection,
	Severity:   check.Medium,
	Resource:   "AWS::S3::Bucket",
	Logic:      "Reads the bucket policy. Passes only if it denies plain HTTP to every principal, for every action, on the bucket and on all its objects. A statement that allows with TLS only does not do that: what another policy allows works without.",
	Rationale:  "Over plain HTTP whoever is on the way reads the objects, and changes what the application gets.",
	Remedy:     "Add a statement with the effect Deny, principal *, action s3:*, the ARN of the bucket and that of all its objects, and the condition Bool aws:SecureTransport false.",
	References: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"},
	Controls:   []string{"CIS-1.4/2.1.2", "CIS-1.5/2.1.2", "CIS-2.0/2.1.1", "CIS-3.0/2.1.1", "CIS-4.0/2.1.1", "CIS-5.0/2.1.1", "CIS-6.0/3.1.1", "CIS-7.0/3.1.1", "FSBP/S3.5"},
	Assess:     check.ForEach(inventory.S3BucketPolicies, bucketTLSOnly),
}

func bucketTLSOnly(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	d, unread := access.Of(p)
	if unread != nil {
		return *unread
	}
	if d == nil {
		return check.Fail("has no policy that denies plain HTTP", check.Saw("Policy", ""))
	}
	r := d.TLSOnly(access.Target(e, p.Resource))
	saw := check.Saw("Policy", access.Said(r))
	switch r.Answer {
	case policy.Yes:
		return check.Pass("denies plain HTTP to all", saw)
	case policy.No:
		return check.Fail("does not deny plain HTTP to all: "+r.Grants[0].String(), saw)
	case policy.Unknown:
	}
	return check.Unknown("has a policy of which cannot be told whether it denies all plain HTTP", saw)
}
