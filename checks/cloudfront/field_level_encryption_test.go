package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestFieldLevelEncryption(t *testing.T) {
	checktest.Run(t, FieldLevelEncryption, checktest.Cases{
		"encrypted":                   checktest.Pass(serving(behaviors(forms("*", "E1")))),
		"not encrypted":               checktest.Fail(serving(behaviors(forms("*", "")))),
		"the default alone encrypted": checktest.Fail(serving(behaviors(forms("/pay", ""), forms("*", "E1")))).Says("/pay"),
		"the default takes none":      checktest.Pass(serving(behaviors(forms("/pay", "E1"), behavior("*", "a")))),
		"no forms":                    checktest.NotApplicable(serving(behaviors(behavior("*", "a")))),
	})
}

func forms(path, encryption string) inventory.CloudFrontBehavior {
	b := behavior(path, "a")
	b.AllowedMethods, b.FieldLevelEncryptionID = []string{"GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"}, encryption
	return b
}
