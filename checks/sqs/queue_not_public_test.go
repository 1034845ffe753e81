package sqs

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestQueueNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: QueueNotPublic, Table: inventory.SQSQueuePolicies, Type: "AWS::SQS::Queue",
		ARN: "arn:aws:sqs:us-east-1:123456789012:orders", Action: "sqs:SendMessage",
	}
	s.Run(t, checktest.Cases{
		"everyone, where the organization keeps others out": checktest.Pass(checktest.UnderRCP(checktest.OursOnly("sqs"), s.Everyone(""))...).
			Says("resource control policy perimeter", "0 (Ours)", "grants nothing to everyone that its organization does not deny"),
		"everyone, where one statement leaves services": checktest.Fail(checktest.UnderRCP(
			`{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-ours"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
			s.Everyone(""))...).Says("any AWS service"),
		"everyone, where another service is kept from others": checktest.Fail(checktest.UnderRCP(checktest.OursOnly("s3"), s.Everyone(""))...),
		"everyone, perhaps denied":                            checktest.Unknown(checktest.UnderRCP(`{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"acme:x":"y"}}}`, s.Everyone(""))...).Says("statement 0 of the resource control policy perimeter may deny it"),
		"a bucket's notifications":                            checktest.Pass(s.Everyone(`"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::data"},"StringEquals":{"aws:SourceAccount":"123456789012"}`)),
	})
}
