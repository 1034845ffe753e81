package cloudwatch

import "testing"

func TestAlarmNetworkGatewayChanges(t *testing.T) {
	alarmCases(t, AlarmNetworkGatewayChanges, patterns{
		ofCIS: `{ ($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway) || ($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }`,
		same: []string{
			`{($.eventName="DetachInternetGateway")||($.eventName="DeleteInternetGateway")||($.eventName="CreateInternetGateway")||($.eventName="AttachInternetGateway")||($.eventName="DeleteCustomerGateway")||($.eventName="CreateCustomerGateway")}`,
			`{ $.eventSource = "ec2.amazonaws.com" && (($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway) || ($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway)) }`,
		},
		less: `{ ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway) || ($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }`, missing: "CreateCustomerGateway",
	})
}
