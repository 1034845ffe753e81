package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmNACLChanges is the check cloudwatch.alarm-nacl-changes.
var AlarmNACLChanges = &check.Check{
	ID:         "cloudwatch.alarm-nacl-changes",
	Title:      "Network ACL changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that change network ACLs or the subnets that they guard." + alarmLogic,
	Rationale:  "A network ACL guards all that lies in a subnet, so one entry can open or cut off many machines at once. Changes are rare, and those that nobody planned should be seen.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry) || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.11", "CIS-1.5/4.11", "CIS-2.0/4.11", "CIS-3.0/4.11", "CIS-4.0/4.11", "CIS-5.0/4.11", "CIS-6.0/5.11", "CIS-7.0/5.11", "FSBP/CloudWatch.11"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("ec2",
		"CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation")),
}
