package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmVPCChanges is the check cloudwatch.alarm-vpc-changes.
var AlarmVPCChanges = &check.Check{
	ID:         "cloudwatch.alarm-vpc-changes",
	Title:      "VPC changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that make, change, join or delete VPCs." + alarmLogic,
	Rationale:  "A peering joins two networks that were apart, and a new VPC has none of the guards of the others. Both are rare, and worth a look each time.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || ($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.14", "CIS-1.5/4.14", "CIS-2.0/4.14", "CIS-3.0/4.14", "CIS-4.0/4.14", "CIS-5.0/4.14", "CIS-6.0/5.14", "CIS-7.0/5.14", "FSBP/CloudWatch.14"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("ec2",
		"CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc", "DisableVpcClassicLink", "EnableVpcClassicLink")),
}
