package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmKMSKeyDisable is the check cloudwatch.alarm-kms-key-disable.
var AlarmKMSKeyDisable = &check.Check{
	ID:         "cloudwatch.alarm-kms-key-disable",
	Title:      "Disabling or deleting customer keys raises an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that disable a customer key or schedule its deletion." + alarmLogic,
	Rationale:  "What a deleted key has encrypted is lost for ever. Between the call and the loss lie seven days or more, which only help if somebody hears of it.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.7", "CIS-1.5/4.7", "CIS-2.0/4.7", "CIS-3.0/4.7", "CIS-4.0/4.7", "CIS-5.0/4.7", "CIS-6.0/5.7", "CIS-7.0/5.7", "FSBP/CloudWatch.7"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("kms",
		"DisableKey", "ScheduleKeyDeletion")),
}
