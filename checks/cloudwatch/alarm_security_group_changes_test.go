package cloudwatch

import "testing"

func TestAlarmSecurityGroupChanges(t *testing.T) {
	alarmCases(t, AlarmSecurityGroupChanges, patterns{
		ofCIS: `{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup) }`,
		same: []string{
			`{($.eventName="DeleteSecurityGroup")||($.eventName="CreateSecurityGroup")||($.eventName="RevokeSecurityGroupEgress")||($.eventName="RevokeSecurityGroupIngress")||($.eventName="AuthorizeSecurityGroupEgress")||($.eventName="AuthorizeSecurityGroupIngress")}`,
			`{ $.eventSource = "ec2.amazonaws.com" && (($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup)) }`,
		},
		less: `{ ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup) }`, missing: "AuthorizeSecurityGroupIngress",
	})
}
