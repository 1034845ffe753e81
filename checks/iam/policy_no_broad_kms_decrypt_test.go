package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestPolicyNoBroadKMSDecrypt(t *testing.T) {
	decrypt := func(resource string, condition ...string) string {
		return document(allow("kms:Decrypt", resource, condition...))
	}
	key := "arn:aws:kms:eu-west-1:123456789012:key/1"
	runWritten(t, PolicyNoBroadKMSDecrypt, allow("kms:Decrypt", "*"), checktest.Cases{
		"re-encryption":              checktest.Fail(managed(document(allow("kms:ReEncryptFrom", "*")))),
		"encryption":                 checktest.Pass(managed(document(allow("kms:Encrypt kms:ReEncryptTo kms:GenerateDataKey*", "*")))),
		"a wildcard within":          checktest.Fail(managed(document(allow("kms:*crypt*", "*")))),
		"other case":                 checktest.Fail(managed(document(allow("KMS:decrypt", "*")))),
		"an administrator":           checktest.Fail(managed(document(allow("*", "*")))),
		"all but IAM":                checktest.Fail(managed(document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))),
		"all but decrypting":         checktest.Pass(managed(document(statement("Allow", "NotAction", "kms:Decrypt kms:ReEncrypt*", "Resource", "*", nil)))),
		"one key":                    checktest.Pass(managed(decrypt(key))),
		"keys of the account":        checktest.Fail(managed(decrypt("arn:aws:kms:*:123456789012:key/*"))),
		"keys of any account":        checktest.Fail(managed(decrypt("arn:aws:kms:*:*:key/*"))),
		"keys of another account":    checktest.Pass(managed(decrypt("arn:aws:kms:*:999999999999:key/*"))),
		"keys of a Region":           checktest.Pass(managed(decrypt("arn:aws:kms:eu-west-1:123456789012:key/*"))), // as KMS.1 advises
		"names, which open no key":   checktest.Pass(managed(decrypt("arn:aws:kms:*:*:alias/*"))),
		"all but one key":            checktest.Fail(managed(document(statement("Allow", "Action", "kms:Decrypt", "NotResource", key, nil)))),
		"keys with a tag":            checktest.Pass(managed(decrypt("*", `"StringEquals":{"aws:ResourceTag/team":"red"}`))),
		"keys with an alias":         checktest.Pass(managed(decrypt("*", `"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/red-*"}`))),
		"through one service":        checktest.Fail(managed(decrypt("*", `"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}`))),
		"denied":                     checktest.Pass(managed(document(allow("kms:*", "*"), deny("kms:Decrypt kms:ReEncrypt*", "*")))),
		"denied without MFA":         checktest.Fail(managed(document(allow("kms:*", "*"), deny("kms:*", "*", `"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}`)))),
		"denied for another":         checktest.Fail(managed(document(allow("kms:Decrypt", "*"), deny("kms:Decrypt", key)))),
		"for whoever has a tag":      checktest.Unknown(managed(decrypt("*", `"StringEquals":{"aws:PrincipalTag/team":"red"}`))),
		"by a key that nobody knows": checktest.Unknown(managed(decrypt("*", `"StringEquals":{"acme:x":"y"}`))),
	})
}
