package sns

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestTopicNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: TopicNotPublic, Table: inventory.SNSTopicPolicies, Type: "AWS::SNS::Topic",
		ARN: "arn:aws:sns:us-east-1:123456789012:orders", Action: "sns:Publish",
	}
	s.Run(t, checktest.Cases{
		"the policy that AWS gives": checktest.Pass(s.Everyone(`"StringEquals":{"AWS:SourceOwner":"123456789012"}`)),
	})
}
