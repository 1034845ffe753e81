package cloudwatch

import "testing"

func TestAlarmConsoleAuthFailures(t *testing.T) {
	alarmCases(t, AlarmConsoleAuthFailures, patterns{
		ofCIS: `{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }`,
		same: []string{
			`{ $.errorMessage = "Failed authentication" && $.eventName = "ConsoleLogin" }`,
			`{ $.eventName = "ConsoleLogin" && $.responseElements.ConsoleLogin = "Failure" }`,
		},
		less: `{ ($.eventName = ConsoleLogin) && ($.errorMessage = "No username found in supplied account") }`, missing: "a failed ConsoleLogin",
	})
}
