package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketMinTLSVersion(t *testing.T) {
	buckets := inventory.S3Buckets.Of(inventory.S3Bucket{Resource: bucket("a")})
	below := func(version string) inventory.Part {
		return policyOf("a", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["BUCKET","BUCKET/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"`+version+`"}}}`)
	}
	newest := func(c checktest.Case) checktest.Case { return c.With("min-tls-version", "1.3") }
	checktest.Run(t, BucketMinTLSVersion, checktest.Cases{
		"1.2 needs no policy":           checktest.Pass(buckets, noPolicy("a")),
		"1.2, the policy denied":        checktest.Pass(buckets, inventory.S3BucketPolicies.Missing(checktest.Denied(bucket("a")))),
		"1.3":                           newest(checktest.Pass(buckets, below("1.3"))),
		"1.3, but only old ones denied": newest(checktest.Fail(buckets, below("1.2"))).Says("accepts TLS 1.2"),
		"1.3, by the organization": newest(checktest.Pass(checktest.UnderRCP(
			`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"NumericLessThanIfExists":{"s3:TlsVersion":"1.3"}}}`, buckets, noPolicy("a"))...)).Says("perimeter"),
		"1.3, no policy":               newest(checktest.Fail(buckets, noPolicy("a"))),
		"1.3, the policy denied":       newest(checktest.Unknown(buckets, inventory.S3BucketPolicies.Missing(checktest.Denied(bucket("a"))))),
		"1.3, of objects only":         newest(checktest.Fail(buckets, policyOf("a", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"BUCKET/*","Condition":{"NumericLessThan":{"s3:TlsVersion":"1.3"}}}`))),
		"1.3, a key that is not known": newest(checktest.Unknown(buckets, policyOf("a", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["BUCKET","BUCKET/*"],"Condition":{"StringEquals":{"s3:NewKey":"x"}}}`))),
		"1.3, not a policy":            newest(checktest.Unknown(buckets, inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: bucket("a"), Policy: "x"}))),
	})
}
