package ssm

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DefaultHostManagement is the check ssm.default-host-management.
var DefaultHostManagement = &check.Check{
	ID:        "ssm.default-host-management",
	Title:     "Default Host Management Configuration is on",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "In each region the service setting for default host management was set to a role of the account.",
	Rationale: "With it every EC2 instance that has the agent and IMDSv2 is managed from its first minute, whoever launched it. Without it each needs a role of its own, and those that were forgotten are never patched.",
	Remedy:    "In Systems Manager, Fleet Manager, Account management, Configure Default Host Management Configuration.",
	Fix: check.Fix{
		Console: "In Systems Manager, Fleet Manager, Account management, Configure Default Host Management Configuration.",
		CLI: `# In each region, once the role is there:
aws ssm update-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role \
  --setting-value service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole --region REGION`,
		Terraform: `# In each region, once the role is there:
resource "aws_ssm_service_setting" "default_host_management" {
  setting_id    = "arn:aws:ssm:REGION:ACCOUNT_ID:servicesetting/ssm/managed-instance/default-ec2-instance-management-role"
  setting_value = "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole"
}`,
		Breaks: "Whoever may use Session Manager or Run Command gets at more instances: look at those rights first.",
		Undo:   "aws ssm reset-service-setting --setting-id /ssm/managed-instance/default-ec2-instance-management-role --region REGION.",
	},
	References: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ServiceSetting.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.SSMHostManagement, defaultHostManagement),
}

func defaultHostManagement(_ check.Env, s inventory.SSMServiceSetting) check.Verdict {
	saw := []check.Evidence{check.Saw("Status", s.Status), check.Saw("SettingValue", s.SettingValue)}
	return check.PassIf(s.Status == "Customized" && s.SettingValue != "", "manages hosts by default, by the role "+s.SettingValue,
		"does not manage hosts by default", saw...)
}
