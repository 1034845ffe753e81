package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketSSECBlocked(t *testing.T) {
	buckets := inventory.S3Buckets.Of(inventory.S3Bucket{Resource: bucket("a")})
	blocks := func(types ...string) inventory.Part {
		return inventory.S3BucketEncryptions.Of(inventory.S3BucketEncryption{Resource: bucket("a"), SSEAlgorithm: "AES256", BlockedEncryptionTypes: types})
	}
	deny := func(principal, condition string) inventory.Part {
		return policyOf("a", `{"Effect":"Deny","Principal":`+principal+`,"Action":"s3:PutObject","Resource":"BUCKET/*","Condition":`+condition+`}`)
	}
	const present = `{"Null":{"s3:x-amz-server-side-encryption-customer-algorithm":"false"}}`
	encryptionDenied := inventory.S3BucketEncryptions.Missing(checktest.Denied(bucket("a")))
	policyDenied := inventory.S3BucketPolicies.Missing(checktest.Denied(bucket("a")))
	checktest.Run(t, BucketSSECBlocked, checktest.Cases{
		"blocked":                    checktest.Pass(buckets, blocks("SSE-C"), noPolicy("a")),
		"blocked, the policy denied": checktest.Pass(buckets, blocks("SSE-C"), policyDenied),
		"denied by the organization": checktest.Pass(checktest.UnderRCP(
			`{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*","Condition":{"Null":{"s3:x-amz-server-side-encryption-customer-algorithm":"false"}}}`, buckets, blocks("NONE"), noPolicy("a"))...).Says("perimeter"),
		"denied by policy":           checktest.Pass(buckets, blocks("NONE"), deny(`"*"`, present)),
		"by policy, settings denied": checktest.Pass(buckets, encryptionDenied, deny(`"*"`, present)),
		"neither":                    checktest.Fail(buckets, blocks(), noPolicy("a")),
		"unblocked by name":          checktest.Fail(buckets, blocks("NONE"), noPolicy("a")),
		"denied to one account":      checktest.Fail(buckets, blocks(), deny(`{"AWS":"arn:aws:iam::123456789012:root"}`, present)),
		"denied where it is absent":  checktest.Fail(buckets, blocks(), deny(`"*"`, `{"Null":{"s3:x-amz-server-side-encryption-customer-algorithm":"true"}}`)),
		"the settings denied":        checktest.Unknown(buckets, encryptionDenied, noPolicy("a")),
		"not blocked, policy denied": checktest.Unknown(buckets, blocks(), policyDenied),
		"denied by a key not known":  checktest.Unknown(buckets, blocks(), deny(`"*"`, `{"StringEquals":{"s3:NewKey":"x"}}`)).Says("cannot be told"),
		"not a policy":               checktest.Unknown(buckets, blocks(), inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: bucket("a"), Policy: "x"})),
	})
}
