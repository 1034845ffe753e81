package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmCloudTrailChanges is the check cloudwatch.alarm-cloudtrail-changes.
var AlarmCloudTrailChanges = &check.Check{
	ID:         "cloudwatch.alarm-cloudtrail-changes",
	Title:      "CloudTrail configuration changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that create, change or delete a trail, or start or stop it." + alarmLogic,
	Rationale:  "Whoever wants to stay unseen turns off the trail first. An alarm on that is often the last thing that an account can still tell you.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.5", "CIS-1.5/4.5", "CIS-2.0/4.5", "CIS-3.0/4.5", "CIS-4.0/4.5", "CIS-5.0/4.5", "CIS-6.0/5.5", "CIS-7.0/5.5", "FSBP/CloudWatch.5"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("cloudtrail",
		"CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging")),
}
