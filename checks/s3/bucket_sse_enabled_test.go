package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketSSEEnabled(t *testing.T) {
	of := func(algorithm, key string) inventory.Part {
		return inventory.S3BucketEncryptions.Of(inventory.S3BucketEncryption{
			Resource: bucket("a"), SSEAlgorithm: algorithm, KMSMasterKeyID: key,
		})
	}
	checktest.Run(t, BucketSSEEnabled, checktest.Cases{
		"SSE-S3":          checktest.Pass(of("AES256", "")).Says("AES256"),
		"KMS":             checktest.Pass(of("aws:kms", "")).Says("aws:kms"),
		"two layers":      checktest.Pass(of("aws:kms:dsse", "")).Says("aws:kms:dsse"),
		"a file system's": checktest.Pass(of("aws:fsx", "")),
		"nothing":         checktest.Fail(of("", "")),
	})
}
