package config

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RecorderServiceRole is the check config.recorder-service-role.
var RecorderServiceRole = &check.Check{
	ID:        "config.recorder-service-role",
	Title:     "Config uses its service-linked role",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "The recorder of each region uses the service-linked role AWSServiceRoleForConfig. A region without a recorder is left to config.recorder-enabled.",
	Rationale: "AWS keeps the permissions of the service-linked role in step with the types that Config records. A role of your own grants too much, or falls behind.",
	Remedy:    "Set the recorder to the role AWSServiceRoleForConfig.",
	Fix: check.Fix{
		Console: "AWS Config console, Settings, Customer managed recorder, Edit, Data governance: choose Use an existing AWS Config service-linked role.",
		CLI: `aws iam create-service-linked-role --aws-service-name config.amazonaws.com
aws configservice describe-configuration-recorders --query 'ConfigurationRecorders[0].recordingGroup' --region REGION > group.json
aws configservice put-configuration-recorder --recording-group file://group.json --region REGION \
  --configuration-recorder name=NAME,roleARN=arn:aws:iam::ACCOUNT:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
		Terraform: `resource "aws_iam_service_linked_role" "config" {
  aws_service_name = "config.amazonaws.com"
}
resource "aws_config_configuration_recorder" "region" {
  role_arn = aws_iam_service_linked_role.config.arn
}`,
		Breaks: "Delivery fails if the policy of the bucket, key or topic lets in the old role only: let config.amazonaws.com in. The command leaves out a daily recording mode, so add recordingMode if there is one.",
		Undo:   "The same command with the ARN of the old role.",
	},
	References: []string{"https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html"},
	Controls:   []string{"FSBP/Config.1"},
	Assess:     check.ForEach(inventory.Regions, recorderServiceRole, inventory.ConfigRecorders),
}

const serviceRole = ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"

func recorderServiceRole(e check.Env, region inventory.Region) check.Verdict {
	r, ok := recorderOf(e, region)
	if !ok {
		return check.NotApplicable("has no configuration recorder", check.Saw("recorders", 0))
	}
	return check.PassIf(strings.HasSuffix(r.RoleARN, serviceRole),
		"records with the service-linked role", "records with another role than the service-linked one",
		check.SawOn(r.Resource, "RoleARN", r.RoleARN))
}
