package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKMSEncrypted(t *testing.T) {
	checktest.Run(t, KMSEncrypted, checktest.Cases{
		"with a key": checktest.Pass(inventory.CloudTrails.Of(inventory.CloudTrail{Resource: primary, KmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1"})),
		"without":    checktest.Fail(inventory.CloudTrails.Of(everywhere)),
		"no trail":   checktest.None(),
	})
}
