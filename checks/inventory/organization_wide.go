package inventory

// The tables of this file are about a whole organization, and are read in the
// account that manages it only: members are refused. In other accounts they are
// empty, without a call.

// OrganizationRoots holds the root of the organization: organizations:ListRoots.
var OrganizationRoots = NewTable[OrganizationRoot]("organizations.roots")

// An OrganizationRoot is what all units and accounts lie in.
type OrganizationRoot struct {
	Resource             // AWS::Organizations::Root
	PolicyTypes []string // the Type of those whose Status is ENABLED
}

// OrganizationAccounts holds every account of the organization, by where it lies:
// organizations:ListAccountsForParent, of the root and of each unit that
// organizations:ListOrganizationalUnitsForParent finds.
var OrganizationAccounts = NewTable[OrganizationAccount]("organizations.accounts")

// An OrganizationAccount is an account of the organization.
type OrganizationAccount struct {
	Resource          // AWS::Organizations::Account
	Status   string   // ACTIVE, SUSPENDED or PENDING_CLOSURE
	Within   []string // IDs of what it lies in, from the root down
}

// OrganizationPolicies holds the service and resource control policies of the
// organization, attached or not: organizations:ListPolicies.
var OrganizationPolicies = NewTable[PolicySummary]("organizations.policies")

// A PolicySummary is what a list says of a policy of an organization.
type PolicySummary struct {
	Resource          // AWS::Organizations::Policy
	PolicyType string // SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY
	AwsManaged bool
}

// OrganizationPolicyContents holds what each policy that is not of AWS says:
// organizations:DescribePolicy.
var OrganizationPolicyContents = NewTable[OrganizationPolicy]("organizations.policy_contents")

// OrganizationPolicyTargets holds what each policy that is not of AWS is attached
// to: organizations:ListTargetsForPolicy.
var OrganizationPolicyTargets = NewTable[PolicyTargets]("organizations.policy_targets")

// PolicyTargets are the root, units and accounts that a policy is attached to.
type PolicyTargets struct {
	Resource          // the policy
	Targets  []string // their TargetId
}

// OrganizationAdministrators holds the accounts that administer a service for the
// organization: organizations:ListDelegatedAdministrators, of all services.
var OrganizationAdministrators = NewTable[OrganizationAdministrator]("organizations.delegated_administrators")

// An OrganizationAdministrator is such an account.
type OrganizationAdministrator struct {
	Resource // AWS::Organizations::Account
}

// OrganizationRootFeatures holds one row, about the account:
// iam:ListOrganizationsFeatures. ServiceAccessNotEnabledException, as IAM may not
// act in the organization, is a row without features.
var OrganizationRootFeatures = NewTable[OrganizationRootFeature]("iam.organization_features")

// An OrganizationRootFeature is what of the root users of members is managed
// centrally.
type OrganizationRootFeature struct {
	Resource
	EnabledFeatures []string // RootCredentialsManagement, RootSessions
}

// Manages reports whether the account manages the organization.
func (o Organization) Manages() bool { return o.Member && o.MasterAccountID == o.Account }
