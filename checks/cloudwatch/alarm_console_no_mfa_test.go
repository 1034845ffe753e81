package cloudwatch

import "testing"

func TestAlarmConsoleNoMFA(t *testing.T) {
	alarmCases(t, AlarmConsoleNoMFA, patterns{
		ofCIS: `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }`,
		same: []string{
			`{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }`,
			`{$.additionalEventData.MFAUsed=No&&$.eventName=ConsoleLogin}`,
		},
		less: `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed = "Yes") }`, missing: "ConsoleLogin without MFA",
	})
}
