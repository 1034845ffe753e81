package cloudwatch

import "testing"

func TestAlarmRootUsage(t *testing.T) {
	alarmCases(t, AlarmRootUsage, patterns{
		ofCIS: `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`,
		same: []string{
			`{$.eventType!=AwsServiceEvent&&$.userIdentity.type=Root&&$.userIdentity.invokedBy NOT EXISTS}`,
			`{ $.userIdentity.type = "Root" }`,
		},
		less: `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType = "AwsApiCall" }`, missing: "use of the root user",
	})
}
