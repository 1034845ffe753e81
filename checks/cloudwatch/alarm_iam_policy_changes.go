package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmIAMPolicyChanges is the check cloudwatch.alarm-iam-policy-changes.
var AlarmIAMPolicyChanges = &check.Check{
	ID:         "cloudwatch.alarm-iam-policy-changes",
	Title:      "IAM policy changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that write, delete, attach or detach IAM policies." + alarmLogic,
	Rationale:  "Most ways to more rights in an account end in a policy that is written or attached. An alarm shows it within minutes instead of at the next review.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = DeleteGroupPolicy) || ($.eventName = DeleteRolePolicy) || ($.eventName = DeleteUserPolicy) || ($.eventName = PutGroupPolicy) || ($.eventName = PutRolePolicy) || ($.eventName = PutUserPolicy) || ($.eventName = CreatePolicy) || ($.eventName = DeletePolicy) || ($.eventName = CreatePolicyVersion) || ($.eventName = DeletePolicyVersion) || ($.eventName = AttachRolePolicy) || ($.eventName = DetachRolePolicy) || ($.eventName = AttachUserPolicy) || ($.eventName = DetachUserPolicy) || ($.eventName = AttachGroupPolicy) || ($.eventName = DetachGroupPolicy) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.4", "CIS-1.5/4.4", "CIS-2.0/4.4", "CIS-3.0/4.4", "CIS-4.0/4.4", "CIS-5.0/4.4", "CIS-6.0/5.4", "CIS-7.0/5.4", "FSBP/CloudWatch.4"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("iam",
		"DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy", "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy")),
}
