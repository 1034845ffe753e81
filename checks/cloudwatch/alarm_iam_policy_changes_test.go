package cloudwatch

import "testing"

func TestAlarmIAMPolicyChanges(t *testing.T) {
	alarmCases(t, AlarmIAMPolicyChanges, patterns{
		ofCIS: `{ ($.eventName = DeleteGroupPolicy) || ($.eventName = DeleteRolePolicy) || ($.eventName = DeleteUserPolicy) || ($.eventName = PutGroupPolicy) || ($.eventName = PutRolePolicy) || ($.eventName = PutUserPolicy) || ($.eventName = CreatePolicy) || ($.eventName = DeletePolicy) || ($.eventName = CreatePolicyVersion) || ($.eventName = DeletePolicyVersion) || ($.eventName = AttachRolePolicy) || ($.eventName = DetachRolePolicy) || ($.eventName = AttachUserPolicy) || ($.eventName = DetachUserPolicy) || ($.eventName = AttachGroupPolicy) || ($.eventName = DetachGroupPolicy) }`,
		same: []string{
			`{($.eventName="DetachGroupPolicy")||($.eventName="AttachGroupPolicy")||($.eventName="DetachUserPolicy")||($.eventName="AttachUserPolicy")||($.eventName="DetachRolePolicy")||($.eventName="AttachRolePolicy")||($.eventName="DeletePolicyVersion")||($.eventName="CreatePolicyVersion")||($.eventName="DeletePolicy")||($.eventName="CreatePolicy")||($.eventName="PutUserPolicy")||($.eventName="PutRolePolicy")||($.eventName="PutGroupPolicy")||($.eventName="DeleteUserPolicy")||($.eventName="DeleteRolePolicy")||($.eventName="DeleteGroupPolicy")}`,
			`{ $.eventSource = "iam.amazonaws.com" && (($.eventName = DeleteGroupPolicy) || ($.eventName = DeleteRolePolicy) || ($.eventName = DeleteUserPolicy) || ($.eventName = PutGroupPolicy) || ($.eventName = PutRolePolicy) || ($.eventName = PutUserPolicy) || ($.eventName = CreatePolicy) || ($.eventName = DeletePolicy) || ($.eventName = CreatePolicyVersion) || ($.eventName = DeletePolicyVersion) || ($.eventName = AttachRolePolicy) || ($.eventName = DetachRolePolicy) || ($.eventName = AttachUserPolicy) || ($.eventName = DetachUserPolicy) || ($.eventName = AttachGroupPolicy) || ($.eventName = DetachGroupPolicy)) }`,
		},
		less: `{ ($.eventName = DeleteRolePolicy) || ($.eventName = DeleteUserPolicy) || ($.eventName = PutGroupPolicy) || ($.eventName = PutRolePolicy) || ($.eventName = PutUserPolicy) || ($.eventName = CreatePolicy) || ($.eventName = DeletePolicy) || ($.eventName = CreatePolicyVersion) || ($.eventName = DeletePolicyVersion) || ($.eventName = AttachRolePolicy) || ($.eventName = DetachRolePolicy) || ($.eventName = AttachUserPolicy) || ($.eventName = DetachUserPolicy) || ($.eventName = AttachGroupPolicy) || ($.eventName = DetachGroupPolicy) }`, missing: "DeleteGroupPolicy",
	})
}
