package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketKMSEncryption(t *testing.T) {
	of := func(algorithm, key string) inventory.Part {
		return inventory.S3BucketEncryptions.Of(inventory.S3BucketEncryption{
			Resource: bucket("a"), SSEAlgorithm: algorithm, KMSMasterKeyID: key,
		})
	}
	checktest.Run(t, BucketKMSEncryption, checktest.Cases{
		"a customer key":      checktest.Pass(of("aws:kms", "arn:aws:kms:us-east-1:123456789012:key/k")),
		"the AWS managed key": checktest.Pass(of("aws:kms", "")),
		"two layers":          checktest.Pass(of("aws:kms:dsse", "")),
		"SSE-S3":              checktest.Fail(of("AES256", "")),
		"nothing":             checktest.Fail(of("", "")),
		"a file system's":     checktest.Unknown(of("aws:fsx", "")),
	})
}
