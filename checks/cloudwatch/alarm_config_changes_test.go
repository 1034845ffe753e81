package cloudwatch

import "testing"

func TestAlarmConfigChanges(t *testing.T) {
	alarmCases(t, AlarmConfigChanges, patterns{
		ofCIS: `{ ($.eventSource = config.amazonaws.com) && (($.eventName = StopConfigurationRecorder) || ($.eventName = DeleteDeliveryChannel) || ($.eventName = PutDeliveryChannel) || ($.eventName = PutConfigurationRecorder)) }`,
		same: []string{
			`{($.eventName="PutConfigurationRecorder")||($.eventName="PutDeliveryChannel")||($.eventName="DeleteDeliveryChannel")||($.eventName="StopConfigurationRecorder")}`,
			`{ $.eventSource = "config.amazonaws.com" && (($.eventName = StopConfigurationRecorder) || ($.eventName = DeleteDeliveryChannel) || ($.eventName = PutDeliveryChannel) || ($.eventName = PutConfigurationRecorder)) }`,
		},
		less: `{ ($.eventName = DeleteDeliveryChannel) || ($.eventName = PutDeliveryChannel) || ($.eventName = PutConfigurationRecorder) }`, missing: "StopConfigurationRecorder",
	})
}
