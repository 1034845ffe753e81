package cloudwatch

import "testing"

func TestAlarmRouteTableChanges(t *testing.T) {
	alarmCases(t, AlarmRouteTableChanges, patterns{
		ofCIS: `{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation) || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable) }`,
		same: []string{
			`{($.eventName="DisassociateRouteTable")||($.eventName="DeleteRoute")||($.eventName="DeleteRouteTable")||($.eventName="ReplaceRouteTableAssociation")||($.eventName="ReplaceRoute")||($.eventName="CreateRouteTable")||($.eventName="CreateRoute")}`,
			`{ $.eventSource = "ec2.amazonaws.com" && (($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation) || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable)) }`,
		},
		less: `{ ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation) || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable) }`, missing: "CreateRoute",
	})
}
