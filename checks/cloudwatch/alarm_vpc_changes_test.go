package cloudwatch

import "testing"

func TestAlarmVPCChanges(t *testing.T) {
	alarmCases(t, AlarmVPCChanges, patterns{
		ofCIS: `{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || ($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink) }`,
		same: []string{
			`{($.eventName="EnableVpcClassicLink")||($.eventName="DisableVpcClassicLink")||($.eventName="DetachClassicLinkVpc")||($.eventName="AttachClassicLinkVpc")||($.eventName="RejectVpcPeeringConnection")||($.eventName="DeleteVpcPeeringConnection")||($.eventName="CreateVpcPeeringConnection")||($.eventName="AcceptVpcPeeringConnection")||($.eventName="ModifyVpcAttribute")||($.eventName="DeleteVpc")||($.eventName="CreateVpc")}`,
			`{ $.eventSource = "ec2.amazonaws.com" && (($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || ($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink)) }`,
		},
		less: `{ ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || ($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink) }`, missing: "CreateVpc",
	})
}
