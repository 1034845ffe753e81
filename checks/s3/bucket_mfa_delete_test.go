package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketMFADelete(t *testing.T) {
	of := func(status, mfa string) inventory.Part {
		return inventory.S3BucketVersionings.Of(inventory.S3BucketVersioning{
			Resource: bucket("a"), Status: status, MFADelete: mfa,
		})
	}
	checktest.Run(t, BucketMFADelete, checktest.Cases{
		"on":                      checktest.Pass(of("Enabled", "Enabled")),
		"off":                     checktest.Fail(of("Enabled", "Disabled")),
		"versions, MFA never set": checktest.Fail(of("Enabled", "")),
		"never versioned":         checktest.Fail(of("", "")),
		"on, but suspended":       checktest.Fail(of("Suspended", "Enabled")).Says("does not keep versions"),
	})
}
