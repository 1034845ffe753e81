package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/logpattern"
)

// AlarmConsoleNoMFA is the check cloudwatch.alarm-console-no-mfa.
var AlarmConsoleNoMFA = &check.Check{
	ID:         "cloudwatch.alarm-console-no-mfa",
	Title:      "Console sign-in without MFA raises an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on users of IAM that sign in to the console with a password alone. The filter may, but need not, leave out those that come from an identity provider, whose MFA AWS does not see, the root user, and attempts that fail." + alarmLogic,
	Rationale:  "A password alone is what gets stolen, guessed and used again. A sign-in without a second factor shows where one is missing, or somebody who should not be there.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.2", "CIS-1.5/4.2", "CIS-2.0/4.2", "CIS-3.0/4.2", "CIS-4.0/4.2", "CIS-5.0/4.2", "CIS-6.0/5.2", "CIS-7.0/5.2", "FSBP/CloudWatch.3"},
	Params:     []check.Setting{rare},
	Assess:     alarmOn(rare, signInsWithoutMFA),
}

// AWS says Yes or No of a user of IAM.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
var signInsWithoutMFA = []event{
	{"ConsoleLogin without MFA", logpattern.MustParse(`{ $.eventType = "AwsConsoleSignIn" && $.eventSource = "signin.amazonaws.com" && $.eventName = "ConsoleLogin" && $.additionalEventData.MFAUsed = "No" && $.userIdentity.type = "IAMUser" && $.responseElements.ConsoleLogin = "Success" }`)},
}
