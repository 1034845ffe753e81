package cloudwatch

import "testing"

func TestAlarmKMSKeyDisable(t *testing.T) {
	alarmCases(t, AlarmKMSKeyDisable, patterns{
		ofCIS: `{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }`,
		same: []string{
			`{($.eventName="ScheduleKeyDeletion")||($.eventName="DisableKey")}`,
			`{ $.eventSource = "kms.amazonaws.com" && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }`,
		},
		less: `{ ($.eventName = ScheduleKeyDeletion) }`, missing: "DisableKey",
	})
}
