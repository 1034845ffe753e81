package cloudwatch

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAlarmTopicSubscribed(t *testing.T) {
	security, old := topic("security"), topic("old")
	of := func(actions ...string) inventory.Part { return inventory.CloudWatchAlarms.Of(alarm("a", actions...)) }
	checktest.Run(t, AlarmTopicSubscribed, checktest.Cases{
		"somebody is subscribed":    checktest.Pass(of(security.ARN), subscribed(security, 1, 0)),
		"one of two has confirmed":  checktest.Pass(of(security.ARN), subscribed(security, 1, 1)),
		"nobody has confirmed":      checktest.Fail(of(security.ARN), subscribed(security, 0, 1)).Says("confirmed"),
		"nobody is subscribed":      checktest.Fail(of(security.ARN), subscribed(security, 0, 0)).Says("nobody is subscribed"),
		"one of two topics is gone": checktest.Fail(of(security.ARN, old.ARN), subscribed(security, 1, 0), noTopic(old)).Says("there is no topic"),
		"no topic": checktest.NotApplicable(of("arn:aws:automate:us-east-1:ec2:recover",
			"arn:aws:lambda:us-east-1:123456789012:function:sns")),
		"subscriptions denied": checktest.Unknown(of(security.ARN), inventory.SNSSubscriptions.Missing(checktest.Denied(security))),
	})
}
