package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestS3OriginPolicyScoped(t *testing.T) {
	checktest.Run(t, S3OriginPolicyScoped, checktest.Cases{
		"a distribution":     checktest.Pass(serving(origins(bucket("a"))), buckets("a"), admits(`,"Condition":{"StringEquals":{"AWS:SourceArn":"arn:aws:cloudfront::123456789012:distribution/E1"}}`)),
		"this account":       checktest.Pass(serving(origins(bucket("a"))), buckets("a"), admits(`,"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}`)),
		"any distribution":   checktest.Fail(serving(origins(bucket("a"))), buckets("a"), admits("")),
		"any, by a wildcard": checktest.Fail(serving(origins(bucket("a"))), buckets("a"), admits(`,"Condition":{"StringLike":{"AWS:SourceArn":"arn:aws:cloudfront::*:distribution/*"}}`)),
		"no policy":          checktest.Pass(serving(origins(bucket("a"))), buckets("a"), inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: owned("a")})),
		"policy denied":      checktest.Unknown(serving(origins(bucket("a"))), buckets("a"), inventory.S3BucketPolicies.Missing(checktest.Denied(owned("a")))),
		"of another account": checktest.Unknown(serving(origins(bucket("a"))), buckets("b")),
		"one of two":         checktest.Fail(serving(origins(bucket("b"), bucket("a"))), buckets("a"), admits("")),
		"no bucket":          checktest.NotApplicable(serving(origins(custom("a", "https-only")))),
	})
}

func owned(name string) inventory.Resource {
	r := named(name)
	r.Region = "eu-west-1"
	return r
}

func admits(condition string) inventory.Part {
	return inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: owned("a"), Policy: `{"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"` + condition + `}]}`})
}
