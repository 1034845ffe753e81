package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketVersioning(t *testing.T) {
	of := func(status, mfa string) inventory.Part {
		return inventory.S3BucketVersionings.Of(inventory.S3BucketVersioning{
			Resource: bucket("a"), Status: status, MFADelete: mfa,
		})
	}
	checktest.Run(t, BucketVersioning, checktest.Cases{
		"on":            checktest.Pass(of("Enabled", "")),
		"on, with MFA":  checktest.Pass(of("Enabled", "Enabled")),
		"suspended":     checktest.Fail(of("Suspended", "")).Says("suspended"),
		"never on":      checktest.Fail(of("", "")),
		"a newer state": checktest.Unknown(of("Paused", "")),
	})
}
