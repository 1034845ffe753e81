package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestEBSDefaultKeyCMK(t *testing.T) {
	arn := "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	key := func(id string) inventory.Part {
		return inventory.EBSDefaultKeys.Of(inventory.EBSDefaultKey{Resource: checktest.Account.In(checktest.Region), KmsKeyID: id})
	}
	managedBy := func(manager string) inventory.Part {
		return inventory.EBSDefaultKeyDetails.Of(inventory.EBSDefaultKeyDetail{Resource: checktest.Account.In(checktest.Region), KeyManager: manager})
	}
	checktest.Run(t, EBSDefaultKeyCMK, checktest.Cases{
		"customer managed":                checktest.Pass(key(arn), managedBy("CUSTOMER")),
		"an alias of the customer":        checktest.Pass(key("alias/ebs"), managedBy("CUSTOMER")),
		"nobody chose a key":              checktest.Fail(key("alias/aws/ebs")),
		"the ARN of that alias":           checktest.Fail(key("arn:aws:kms:us-east-1:123456789012:alias/aws/ebs")),
		"the AWS managed key, by its ARN": checktest.Fail(key(arn), managedBy("AWS")),
		"a manager that is newer":         checktest.Unknown(key(arn), managedBy("PARTNER")),
		"the key cannot be described":     checktest.Unknown(key(arn), inventory.EBSDefaultKeyDetails.Missing(checktest.Denied())),
	})
}
