package cloudwatch

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AlarmOrganizationsChanges is the check cloudwatch.alarm-organizations-changes.
var AlarmOrganizationsChanges = &check.Check{
	ID:         "cloudwatch.alarm-organizations-changes",
	Title:      "AWS Organizations changes raise an alarm",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   inventory.AccountType,
	Logic:      "Looks for an alarm on calls that change the organization: its accounts, its units and its policies. AWS records them in the management account; in a member only its own calls." + alarmLogic,
	Rationale:  "The policies of an organization bound what every account may do. Whoever detaches one, or takes an account out, lifts all of that in a single call.",
	Remedy:     alarmRemedy,
	Fix:        alarmFix(`{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = AcceptHandshake) || ($.eventName = AttachPolicy) || ($.eventName = CreateAccount) || ($.eventName = CreateOrganizationalUnit) || ($.eventName = CreatePolicy) || ($.eventName = DeclineHandshake) || ($.eventName = DeleteOrganization) || ($.eventName = DeleteOrganizationalUnit) || ($.eventName = DeletePolicy) || ($.eventName = DetachPolicy) || ($.eventName = DisablePolicyType) || ($.eventName = EnablePolicyType) || ($.eventName = InviteAccountToOrganization) || ($.eventName = LeaveOrganization) || ($.eventName = MoveAccount) || ($.eventName = RemoveAccountFromOrganization) || ($.eventName = UpdateOrganizationalUnit) || ($.eventName = UpdatePolicy)) }`),
	References: alarmReferences,
	Controls:   []string{"CIS-1.4/4.15", "CIS-1.5/4.15", "CIS-2.0/4.15", "CIS-3.0/4.15", "CIS-4.0/4.15", "CIS-5.0/4.15", "CIS-6.0/5.15", "CIS-7.0/5.15"},
	Params:     []check.Setting{rare},
	Assess: alarmOn(rare, calls("organizations",
		"AcceptHandshake", "AttachPolicy", "CreateAccount", "CreateOrganizationalUnit", "CreatePolicy", "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy", "DetachPolicy", "DisablePolicyType", "EnablePolicyType", "InviteAccountToOrganization", "LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization", "UpdateOrganizationalUnit", "UpdatePolicy")),
}
