package cloudwatch

import "testing"

func TestAlarmCloudTrailChanges(t *testing.T) {
	alarmCases(t, AlarmCloudTrailChanges, patterns{
		ofCIS: `{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }`,
		same: []string{
			`{($.eventName="StopLogging")||($.eventName="StartLogging")||($.eventName="DeleteTrail")||($.eventName="UpdateTrail")||($.eventName="CreateTrail")}`,
			`{ $.eventSource = "cloudtrail.amazonaws.com" && (($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging)) }`,
		},
		less: `{ ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }`, missing: "CreateTrail",
	})
}
