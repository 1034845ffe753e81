package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmConfigChanges is the check cloudwatch.alarm-config-changes.
var AlarmConfigChanges = &check.Check{
	ID:         "cloudwatch.alarm-config-changes",
	Title:      "AWS Config changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that stop or change the recorder of AWS Config or its delivery." + alarmLogic,
	Rationale:  "Without its recorder the history of all resources ends. A change to it is rare enough that somebody should know who made it, and why.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventSource = config.amazonaws.com) && (($.eventName = StopConfigurationRecorder) || ($.eventName = DeleteDeliveryChannel) || ($.eventName = PutDeliveryChannel) || ($.eventName = PutConfigurationRecorder)) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.9", "CIS-1.5/4.9", "CIS-2.0/4.9", "CIS-3.0/4.9", "CIS-4.0/4.9", "CIS-5.0/4.9", "CIS-6.0/5.9", "CIS-7.0/5.9", "FSBP/CloudWatch.9"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("config",
		"StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder")),
}
