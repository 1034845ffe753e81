package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketACLDisabled(t *testing.T) {
	of := func(ownership string) inventory.Part {
		return inventory.S3OwnershipControls.Of(inventory.S3OwnershipControl{Resource: bucket("a"), ObjectOwnership: ownership})
	}
	checktest.Run(t, BucketACLDisabled, checktest.Cases{
		"enforced":             checktest.Pass(of("BucketOwnerEnforced")),
		"preferred is not off": checktest.Fail(of("BucketOwnerPreferred")),
		"of the writer":        checktest.Fail(of("ObjectWriter")),
		"no controls at all":   checktest.Fail(of("")),
		"a newer value":        checktest.Unknown(of("BucketOwnerOther")),
	})
}
