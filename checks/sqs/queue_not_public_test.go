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
		"a bucket's notifications": checktest.Pass(s.Everyone(`"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::data"},"StringEquals":{"aws:SourceAccount":"123456789012"}`)),
	})
}
