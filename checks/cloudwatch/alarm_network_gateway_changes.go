package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmNetworkGatewayChanges is the check cloudwatch.alarm-network-gateway-changes.
var AlarmNetworkGatewayChanges = &check.Check{
	ID:         "cloudwatch.alarm-network-gateway-changes",
	Title:      "Network gateway changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that make, attach, detach or delete internet and customer gateways." + alarmLogic,
	Rationale:  "A gateway is the door between a network and the outside. One that appears without a plan may be the way by which data leaves.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway) || ($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.12", "CIS-1.5/4.12", "CIS-2.0/4.12", "CIS-3.0/4.12", "CIS-4.0/4.12", "CIS-5.0/4.12", "CIS-6.0/5.12", "CIS-7.0/5.12", "FSBP/CloudWatch.12"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("ec2",
		"CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway", "DeleteInternetGateway", "DetachInternetGateway")),
}
