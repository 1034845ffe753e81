package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/logpattern"
)

// AlarmConsoleAuthFailures is the check cloudwatch.alarm-console-auth-failures.
var AlarmConsoleAuthFailures = &check.Check{
	ID:         "cloudwatch.alarm-console-auth-failures",
	Title:      "Console authentication failures raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Low,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on attempts to sign in to the console that fail." + alarmLogic,
	Rationale:  "Many failures in a short time are somebody who tries passwords. Seen in time, the account can be locked before one of them is right.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.6", "CIS-1.5/4.6", "CIS-2.0/4.6", "CIS-3.0/4.6", "CIS-4.0/4.6", "CIS-5.0/4.6", "CIS-6.0/5.6", "CIS-7.0/5.6", "FSBP/CloudWatch.6"},
	Params:     []check.Setting{frequent},
	Assess:     alarmOn(frequent, failedSignIns),
}

var failedSignIns = []event{
	{"a failed ConsoleLogin", logpattern.MustParse(`{ $.eventType = "AwsConsoleSignIn" && $.eventSource = "signin.amazonaws.com" && $.eventName = "ConsoleLogin" && $.errorMessage = "Failed authentication" && $.responseElements.ConsoleLogin = "Failure" }`)},
}
