package cloudwatch

import "testing"

func TestAlarmUnauthorizedAPICalls(t *testing.T) {
	alarmCases(t, AlarmUnauthorizedAPICalls, patterns{
		ofCIS: `{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }`,
		same: []string{
			`{ (($.errorCode = AccessDenied*) || ($.errorCode = *UnauthorizedOperation)) && ($.sourceIPAddress != delivery.logs.amazonaws.com) && ($.eventName != HeadBucket) }`,
			`{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }`,
		},
		less: `{ ($.errorCode = "UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }`, missing: "UnauthorizedOperation",
	})
}
