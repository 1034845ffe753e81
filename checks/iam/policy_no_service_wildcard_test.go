package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestPolicyNoServiceWildcard(t *testing.T) {
	runWritten(t, PolicyNoServiceWildcard, allow("s3:*", "*"), checktest.Cases{
		"a common beginning":         checktest.Pass(managed(document(allow("ec2:Describe* s3:Get*Tagging", "*")))),
		"an end":                     checktest.Pass(managed(document(allow("s3:*Object", "*")))),
		"one of several":             checktest.Fail(managed(document(allow("s3:GetObject sqs:*", "*")))).Says("sqs:*"),
		"everything":                 checktest.Fail(managed(document(allow("*", "*")))),
		"every action of every":      checktest.Fail(managed(document(allow("*:*", "*")))),
		"the action alone wild":      checktest.Fail(managed(document(allow("s3:**", "*")))),
		"with a question mark":       checktest.Fail(managed(document(allow("s3:?*", "*")))),
		"letters alone unknown":      checktest.Pass(managed(document(allow("s3:?????????", "*")))),
		"services of a pattern":      checktest.Fail(managed(document(allow("s*:*", "*")))),
		"reads of all services":      checktest.Pass(managed(document(allow("*:Get*", "*")))),
		"on one bucket":              checktest.Fail(managed(document(allow("s3:*", "arn:aws:s3:::b/*")))),
		"under a condition":          checktest.Fail(managed(document(allow("s3:*", "*", `"Bool":{"aws:SecureTransport":"true"}`)))),
		"denied":                     checktest.Pass(managed(document(allow("s3:GetObject", "*"), deny("s3:*", "arn:aws:s3:::b/*")))),
		"all but a service":          checktest.Fail(managed(document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))).Says("all but iam:*"),
		"all but everything":         checktest.Pass(managed(document(statement("Allow", "NotAction", "*", "Resource", "*", nil)))),
		"all but something, denied":  checktest.Pass(managed(document(statement("Deny", "NotAction", "s3:GetObject", "Resource", "*", nil)))),
		"a Sid, for who looks it up": checktest.Fail(managed(`{"Statement":{"Sid":"Queues","Effect":"Allow","Action":"sqs:*","Resource":"*"}}`)).Says("statement 0 (Queues)"),
	})
}
