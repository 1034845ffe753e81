package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketPublicAccessBlock(t *testing.T) {
	none := inventory.S3PublicAccessBlock{}
	acls := inventory.S3PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true}
	policies := inventory.S3PublicAccessBlock{BlockPublicPolicy: true, RestrictPublicBuckets: true}
	all := inventory.S3PublicAccessBlock{
		BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
	}
	account := func(b inventory.S3PublicAccessBlock) inventory.Part {
		b.Resource = checktest.Account.Resource()
		return inventory.S3AccountPublicAccessBlocks.Of(b)
	}
	own := func(name string, b inventory.S3PublicAccessBlock) inventory.Part {
		b.Resource = bucket(name)
		return inventory.S3PublicAccessBlocks.Of(b)
	}
	buckets := inventory.S3Buckets.Of(inventory.S3Bucket{Resource: bucket("a")})
	checktest.Run(t, BucketPublicAccessBlock, checktest.Cases{
		"by the account":             checktest.Pass(buckets, account(all), own("a", none)),
		"by the account, own denied": checktest.Pass(buckets, account(all), inventory.S3PublicAccessBlocks.Missing(checktest.Denied(bucket("a")))),
		"by the bucket":              checktest.Pass(buckets, account(none), own("a", all)),
		"by both together":           checktest.Pass(buckets, account(acls), own("a", policies)),
		"one flag is in neither": checktest.Fail(buckets, account(acls),
			own("a", inventory.S3PublicAccessBlock{BlockPublicPolicy: true})).Says("through the account: RestrictPublicBuckets"),
		"the same half twice": checktest.Fail(buckets, account(acls), own("a", acls)),
		"never set":           checktest.Fail(buckets, account(none), own("a", none)),
		"account denied, all on the bucket": checktest.Pass(buckets,
			inventory.S3AccountPublicAccessBlocks.Missing(checktest.Denied()), own("a", all)),
		"account denied, half on the bucket": checktest.Unknown(buckets,
			inventory.S3AccountPublicAccessBlocks.Missing(checktest.Denied()), own("a", acls)),
		"account denied": checktest.Unknown(buckets, inventory.S3AccountPublicAccessBlocks.Missing(checktest.Denied()), own("a", none)),
		"one bucket denied": checktest.Want([]check.Status{check.StatusUnknown, check.StatusFail},
			inventory.S3Buckets.Of(inventory.S3Bucket{Resource: bucket("a")}, inventory.S3Bucket{Resource: bucket("b")}),
			account(acls), own("b", none), inventory.S3PublicAccessBlocks.Missing(checktest.Denied(bucket("a")))),
		"no buckets": checktest.None(account(none)),
	})
}
