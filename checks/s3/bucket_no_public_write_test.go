package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketNoPublicWrite(t *testing.T) {
	allow := func(action, resource string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"` + action + `","Resource":"` + resource + `"}`
	}
	checktest.Run(t, BucketNoPublicWrite, checktest.Cases{
		"closed":                                          checktest.Pass(layers()...),
		"everyone uploads":                                checktest.Fail(layers(policyOf("a", allow("s3:PutObject", "BUCKET/*")))...).Says("s3:PutObject"),
		"everyone deletes":                                checktest.Fail(layers(policyOf("a", allow("s3:Delete*", "BUCKET/*")))...),
		"everyone does everything":                        checktest.Fail(layers(policyOf("a", allow("*", "*")))...),
		"everyone writes policies":                        checktest.Fail(layers(policyOf("a", allow("s3:PutBucketPolicy", "BUCKET")))...),
		"an action that is new":                           checktest.Fail(layers(policyOf("a", allow("s3:ChangeEverything", "BUCKET")))...),
		"everyone reads":                                  checktest.Pass(layers(policyOf("a", readAll))...),
		"everyone writes by ACL":                          checktest.Fail(layers(everybodyMay("WRITE"))...),
		"everyone changes the ACL":                        checktest.Fail(layers(everybodyMay("WRITE_ACP"))...),
		"everyone controls by ACL":                        checktest.Fail(layers(everybodyMay("FULL_CONTROL"))...),
		"everyone reads by ACL":                           checktest.Pass(layers(everybodyMay("READ"))...),
		"an ACL that is off":                              checktest.Pass(layers(everybodyMay("WRITE"), ownership("BucketOwnerEnforced"))...),
		"everyone reads, and the ACL is denied":           checktest.Unknown(layers(policyOf("a", readAll), inventory.S3BucketACLs.Missing(checktest.Denied(bucket("a"))))...),
		"everyone reads by ACL, and the policy is denied": checktest.Unknown(layers(everybodyMay("READ"), inventory.S3BucketPolicies.Missing(checktest.Denied(bucket("a"))))...),
		"everyone reads, the account's blocks denied":     checktest.Pass(layers(policyOf("a", readAll), inventory.S3AccountPublicAccessBlocks.Missing(checktest.Denied()))...),
		"all but reading is denied":                       checktest.Pass(layers(policyOf("a", allow("s3:*", "BUCKET/*")+`,{"Effect":"Deny","Principal":"*","NotAction":"s3:GetObject","Resource":"BUCKET/*"}`))...),
	})
}
