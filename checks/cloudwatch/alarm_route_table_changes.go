package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmRouteTableChanges is the check cloudwatch.alarm-route-table-changes.
var AlarmRouteTableChanges = &check.Check{
	ID:         "cloudwatch.alarm-route-table-changes",
	Title:      "Route table changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that change routes or the subnets that they are for." + alarmLogic,
	Rationale:  "A route decides where traffic goes: one entry turns a private subnet into a public one, or leads traffic past an inspection. Such a change should not be found out by chance.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation) || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.13", "CIS-1.5/4.13", "CIS-2.0/4.13", "CIS-3.0/4.13", "CIS-4.0/4.13", "CIS-5.0/4.13", "CIS-6.0/5.13", "CIS-7.0/5.13", "FSBP/CloudWatch.13"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("ec2",
		"CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable", "DeleteRoute", "DisassociateRouteTable")),
}
