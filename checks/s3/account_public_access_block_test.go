package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccountPublicAccessBlock(t *testing.T) {
	of := func(acls, ignore, policy, restrict bool) inventory.Part {
		return inventory.S3AccountPublicAccessBlocks.Of(inventory.S3PublicAccessBlock{
			Resource: checktest.Account.Resource(), BlockPublicAcls: acls, IgnorePublicAcls: ignore,
			BlockPublicPolicy: policy, RestrictPublicBuckets: restrict,
		})
	}
	checktest.Run(t, AccountPublicAccessBlock, checktest.Cases{
		"all on":        checktest.Pass(of(true, true, true, true)),
		"three of four": checktest.Fail(of(true, true, true, false)).Says("RestrictPublicBuckets"),
		"ACLs only":     checktest.Fail(of(true, true, false, false)),
		"policies only": checktest.Fail(of(false, false, true, true)),
		"blocks no longer apply to ACLs there are": checktest.Fail(of(true, false, true, true)),
		"never set": checktest.Fail(of(false, false, false, false)),
	})
}
