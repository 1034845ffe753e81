package cloudwatch

import "testing"

func TestAlarmNACLChanges(t *testing.T) {
	alarmCases(t, AlarmNACLChanges, patterns{
		ofCIS: `{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry) || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }`,
		same: []string{
			`{($.eventName="ReplaceNetworkAclAssociation")||($.eventName="ReplaceNetworkAclEntry")||($.eventName="DeleteNetworkAclEntry")||($.eventName="DeleteNetworkAcl")||($.eventName="CreateNetworkAclEntry")||($.eventName="CreateNetworkAcl")}`,
			`{ $.eventSource = "ec2.amazonaws.com" && (($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry) || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation)) }`,
		},
		less: `{ ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry) || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }`, missing: "CreateNetworkAcl",
	})
}
