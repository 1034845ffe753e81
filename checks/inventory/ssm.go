package inventory

// SSMAgentUpdates holds the associations that keep the agent up to date:
// ssm:ListAssociations with the name AWS-UpdateSSMAgent.
var SSMAgentUpdates = NewTable[SSMAssociation]("ssm.agent_updates")

// An SSMAssociation has State Manager run a document on nodes. Its ARN is
// arn:PARTITION:ssm:REGION:ACCOUNT:association/ID.
type SSMAssociation struct {
	Resource                    // AWS::SSM::Association
	ScheduleExpression string   // empty for one that runs once
	InstanceIDs        []string // the Values of the Target InstanceIds: * for all
}

// SSMHostManagement holds one row a region, about the account there:
// ssm:GetServiceSetting of /ssm/managed-instance/default-ec2-instance-management-role.
var SSMHostManagement = NewTable[SSMServiceSetting]("ssm.host_management")

// An SSMServiceSetting is a setting of Systems Manager in a region.
type SSMServiceSetting struct {
	Resource
	SettingValue string
	Status       string // Default, Customized or PendingUpdate
}

// SSMPatchBaselines holds the patch baselines of the customer:
// ssm:DescribePatchBaselines with the filter OWNER=Self.
var SSMPatchBaselines = NewTable[SSMPatchBaseline]("ssm.patch_baselines")

// An SSMPatchBaseline says which patches are approved. Its ARN is
// arn:PARTITION:ssm:REGION:ACCOUNT:patchbaseline/ID.
type SSMPatchBaseline struct {
	Resource // AWS::SSM::PatchBaseline
}

// SSMPatchRules holds by which rules each baseline approves patches:
// ssm:GetPatchBaseline.
var SSMPatchRules = NewTable[SSMPatchRuleSet]("ssm.patch_rules")

// An SSMPatchRuleSet is all rules of one baseline.
type SSMPatchRuleSet struct {
	Resource
	OperatingSystem string
	ApprovalRules   []SSMPatchRule
}

// An SSMPatchRule approves the patches that pass its filters.
type SSMPatchRule struct {
	ApproveAfterDays int
	ApproveUntilDate string   // instead of days: patches of later are never approved
	Severities       []string // of the filters SEVERITY, MSRC_SEVERITY and PRIORITY; none if it has none of them
}

// SSMAssociationStates and SSMPatchStates hold how nodes comply with their
// associations and with their patch baseline, under the Resource that an EC2
// instance has in Instances: ssm:ListResourceComplianceSummaries with the
// ComplianceType Association or Patch.
var (
	SSMAssociationStates = NewTable[SSMCompliance]("ssm.association_states")
	SSMPatchStates       = NewTable[SSMCompliance]("ssm.patch_states")
)

// An SSMCompliance is how one node complies.
type SSMCompliance struct {
	Resource
	Status            string // COMPLIANT or NON_COMPLIANT
	NonCompliantCount int
}
