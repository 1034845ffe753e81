package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketKMSKeyOwned(t *testing.T) {
	of := func(algorithm, key string) inventory.Part {
		return inventory.S3BucketEncryptions.Of(inventory.S3BucketEncryption{
			Resource: bucket("a"), SSEAlgorithm: algorithm, KMSMasterKeyID: key,
		})
	}
	listed := func(region string) inventory.Part {
		return inventory.KMSKeyList.Of(inventory.KMSKeyListEntry{Resource: checktest.In(region, "AWS::KMS::Key", "k")})
	}
	foreign := "arn:aws:kms:us-east-1:999999999999:key/k"
	checktest.Run(t, BucketKMSKeyOwned, checktest.Cases{
		"a key of the account":         checktest.Pass(of("aws:kms", "arn:aws:kms:us-east-1:123456789012:key/k")),
		"an alias of the account":      checktest.Pass(of("aws:kms", "arn:aws:kms:us-east-1:123456789012:alias/a")),
		"another partition's ARN":      checktest.Pass(of("aws:kms", "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/k")),
		"the AWS managed key":          checktest.Pass(of("aws:kms", "")),
		"the AWS managed key by name":  checktest.Pass(of("aws:kms:dsse", "alias/aws/s3")),
		"a listed key by ID":           checktest.Pass(of("aws:kms", "k"), listed(checktest.Region)),
		"an ID without a key":          checktest.Unknown(of("aws:kms", "k")),
		"a key of another region":      checktest.Unknown(of("aws:kms", "k"), listed("eu-west-1")),
		"an ID, and keys denied":       checktest.Unknown(of("aws:kms", "k"), inventory.KMSKeyList.Missing(checktest.Denied())),
		"an ARN needs no list":         checktest.Pass(of("aws:kms", "arn:aws:kms:us-east-1:123456789012:key/k"), inventory.KMSKeyList.Missing(checktest.Denied())),
		"a stranger's key":             checktest.Fail(of("aws:kms", foreign)).Says("999999999999"),
		"a stranger's key, two layers": checktest.Fail(of("aws:kms:dsse", foreign)),
		"a trusted account's key":      checktest.Pass(of("aws:kms", foreign)).With("trusted-accounts", []string{"999999999999"}),
		"another account is trusted":   checktest.Fail(of("aws:kms", foreign)).With("trusted-accounts", []string{"888888888888"}),
		"the name of an alias":         checktest.Fail(of("aws:kms", "alias/data")).Says("of the writer"),
		"a malformed ARN":              checktest.Unknown(of("aws:kms", "arn:aws:kms")),
		"SSE-S3":                       checktest.NotApplicable(of("AES256", "")),
		"nothing":                      checktest.NotApplicable(of("", "")),
		"a file system's":              checktest.Unknown(of("aws:fsx", "")),
	})
}
