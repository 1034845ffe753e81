package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/logpattern"
)

// AlarmRootUsage is the check cloudwatch.alarm-root-usage.
var AlarmRootUsage = &check.Check{
	ID:         "cloudwatch.alarm-root-usage",
	Title:      "Root use raises an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on whatever the root user does itself; what services do for it, and events of services, may be left out." + alarmLogic,
	Rationale:  "The root user can do everything, and no policy stops it. It is needed a few times a year, so every other use deserves a call to whoever holds it.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.3", "CIS-1.5/4.3", "CIS-2.0/4.3", "CIS-3.0/4.3", "CIS-4.0/4.3", "CIS-5.0/4.3", "CIS-6.0/5.3", "CIS-7.0/5.3", "FSBP/CloudWatch.1"},
	Params:     []check.Setting{rare},
	Assess:     alarmOn(rare, rootUse),
}

var rootUse = []event{
	{"use of the root user", logpattern.MustParse(`{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`)},
}
