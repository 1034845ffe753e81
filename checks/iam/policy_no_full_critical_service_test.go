package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestPolicyNoFullCriticalService(t *testing.T) {
	runWritten(t, PolicyNoFullCriticalService, allow("kms:*", "*"), checktest.Cases{
		"CloudTrail":                  checktest.Fail(managed(document(allow("cloudtrail:*", "*")))).Says("cloudtrail:*"),
		"another service":             checktest.Pass(managed(document(allow("s3:*", "*")))),
		"an administrator":            checktest.Fail(managed(document(allow("*", "*")))),
		"all but IAM":                 checktest.Fail(managed(document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))),
		"all but both":                checktest.Pass(managed(document(statement("Allow", "NotAction", "KMS:* CloudTrail:*", "Resource", "*", nil)))),
		"other case":                  checktest.Fail(managed(document(allow("CloudTrail:*", "*")))),
		"reads":                       checktest.Pass(managed(document(allow("cloudtrail:Get* cloudtrail:Describe* kms:List* kms:Describe*", "*")))),
		"keys of the account":         checktest.Fail(managed(document(allow("kms:*", "arn:aws:kms:*:123456789012:key/*")))),
		"trails of the account":       checktest.Fail(managed(document(allow("cloudtrail:*", "arn:aws:cloudtrail:*:123456789012:trail/*")))),
		"one key":                     checktest.Pass(managed(document(allow("kms:*", "arn:aws:kms:eu-west-1:123456789012:key/1")))),
		"one trail":                   checktest.Pass(managed(document(allow("cloudtrail:*", "arn:aws:cloudtrail:eu-west-1:123456789012:trail/t")))),
		"keys with a tag":             checktest.Pass(managed(document(allow("kms:*", "*", `"StringEquals":{"aws:ResourceTag/team":"red"}`)))),
		"but no deletion of keys":     checktest.Pass(managed(document(allow("kms:*", "*"), deny("kms:ScheduleKeyDeletion", "*")))),
		"but no stop of trails":       checktest.Pass(managed(document(allow("cloudtrail:*", "*"), deny("cloudtrail:Stop* cloudtrail:Delete*", "*")))),
		"but not of one trail":        checktest.Fail(managed(document(allow("cloudtrail:*", "*"), deny("cloudtrail:*", "arn:aws:cloudtrail:eu-west-1:123456789012:trail/org")))),
		"perhaps no deletion of keys": checktest.Unknown(managed(document(allow("kms:*", "*"), deny("kms:ScheduleKeyDeletion", "*", `"StringEquals":{"acme:x":"y"}`)))),
		"named one by one, in part":   checktest.Pass(managed(document(allow("cloudtrail:StopLogging cloudtrail:DeleteTrail cloudtrail:UpdateTrail cloudtrail:PutEventSelectors", "*")))),
		"for whoever has a tag":       checktest.Unknown(managed(document(allow("kms:*", "*", `"StringEquals":{"aws:PrincipalTag/team":"red"}`)))),
	})
}
