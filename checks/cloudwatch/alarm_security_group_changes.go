package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmSecurityGroupChanges is the check cloudwatch.alarm-security-group-changes.
var AlarmSecurityGroupChanges = &check.Check{
	ID:         "cloudwatch.alarm-security-group-changes",
	Title:      "Security group changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that change the rules of security groups." + alarmLogic,
	Rationale:  "A rule opens a machine to the internet in one call, often only for a test. An alarm reminds who made it, and shows those that nobody made on purpose.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.10", "CIS-1.5/4.10", "CIS-2.0/4.10", "CIS-3.0/4.10", "CIS-4.0/4.10", "CIS-5.0/4.10", "CIS-6.0/5.10", "CIS-7.0/5.10", "FSBP/CloudWatch.10"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("ec2",
		"AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup")),
}
