package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/logpattern"
)

// AlarmUnauthorizedAPICalls is the check cloudwatch.alarm-unauthorized-api-calls.
var AlarmUnauthorizedAPICalls = &check.Check{
	ID:         "cloudwatch.alarm-unauthorized-api-calls",
	Title:      "Unauthorized API calls raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Low,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that were refused for lack of permission. The probes of log delivery and HeadBucket may be left out, as newer texts of CIS do." + alarmLogic,
	Rationale:  "Whoever got hold of a key and does not know what it may do tries, and is refused. Many refusals at once are often the first trace of it.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.1", "CIS-1.5/4.1", "CIS-2.0/4.1", "CIS-3.0/4.1", "CIS-4.0/4.1", "CIS-5.0/4.1", "CIS-6.0/5.1", "CIS-7.0/5.1", "FSBP/CloudWatch.2"},
	Params:     []check.Setting{frequent},
	Assess:     alarmOn(frequent, refusals),
}

var refusals = []event{
	{"UnauthorizedOperation", logpattern.MustParse(`{ $.errorCode = "*UnauthorizedOperation" && $.sourceIPAddress != "delivery.logs.amazonaws.com" && $.eventName != "HeadBucket" }`)},
	{"AccessDenied", logpattern.MustParse(`{ $.errorCode = "AccessDenied*" && $.sourceIPAddress != "delivery.logs.amazonaws.com" && $.eventName != "HeadBucket" }`)},
}
