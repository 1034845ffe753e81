package inventory

// Organizations holds one row, about the account's place in an organization:
// organizations:DescribeOrganization. AWSOrganizationsNotInUseException is a
// row without Member.
var Organizations = NewTable[Organization]("organizations.organization")

// An Organization is the organization that the account is in, if it is in one.
// Its Resource is Account.Resource().
type Organization struct {
	Resource
	Member          bool   // the account is in an organization, perhaps as its management account
	OrganizationID  string // Organization.Id: o-...
	MasterAccountID string // Organization.MasterAccountId, the management account
}

// OrganizationParents holds what a member account lies in, and what each of
// those lies in: organizations:ListParents, from the account up to the root. It
// has no rows of an account that is in no organization, or that manages one:
// no policy of an organization limits that. Members are refused, unless they are
// a delegated administrator, so nothing may rest on it.
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
var OrganizationParents = NewTable[OrganizationParent]("organizations.parents")

// An OrganizationParent is where an account or an organizational unit lies.
type OrganizationParent struct {
	Resource          // Account.Resource(), or an AWS::Organizations::OrganizationalUnit
	Parent   Resource // Parents.Id and Type: an AWS::Organizations::OrganizationalUnit or AWS::Organizations::Root
}

// SCPAttachments holds which service control policies the account has, and each
// of what it lies in: organizations:ListPoliciesForTarget.
var SCPAttachments = NewTable[PolicyAttachments]("organizations.scp_attachments")

// PolicyAttachments are the policies of one kind that an account, an
// organizational unit or a root has. There are none where the kind is not
// enabled: if it is, each has one at least.
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
type PolicyAttachments struct {
	Resource
	Policies []string // Policies.Arn
}

// SCPs holds the service control policies that apply to the account:
// organizations:DescribePolicy.
var SCPs = NewTable[OrganizationPolicy]("organizations.scps")

// RCPAttachments holds which resource control policies the account has, and each
// of what it lies in: organizations:ListPoliciesForTarget.
var RCPAttachments = NewTable[PolicyAttachments]("organizations.rcp_attachments")

// RCPs holds the resource control policies that apply to the account:
// organizations:DescribePolicy.
var RCPs = NewTable[OrganizationPolicy]("organizations.rcps")

// An OrganizationPolicy is a policy of an organization.
type OrganizationPolicy struct {
	Resource // AWS::Organizations::Policy
	Content  string
}

// SSOInstances holds the instances of IAM Identity Center that the account
// sees: sso:ListInstances, in each region.
var SSOInstances = NewTable[SSOInstance]("sso.instances")

// An SSOInstance is an instance of IAM Identity Center.
type SSOInstance struct {
	Resource              // AWS::SSO::Instance; the ARN is InstanceArn
	Status         string // ACTIVE, CREATE_IN_PROGRESS, ...
	OwnerAccountID string // the management account of its organization, or who made one for itself
}

// PermissionSets holds the permission sets of each instance that the account
// owns: sso:ListPermissionSets.
var PermissionSets = NewTable[PermissionSet]("sso.permission_sets")

// A PermissionSet is what becomes a role in the accounts that it is assigned in.
type PermissionSet struct {
	Resource           // AWS::SSO::PermissionSet
	InstanceARN string // InstanceArn
}

// PermissionSetSessions holds how long a session of each permission set lasts:
// sso:DescribePermissionSet.
var PermissionSetSessions = NewTable[PermissionSetSession]("sso.permission_set_sessions")

// A PermissionSetSession is how long somebody stays signed in.
type PermissionSetSession struct {
	Resource
	SessionDuration string // in ISO 8601, such as PT8H
}

// PermissionSetInlinePolicies holds the inline policy of each permission set:
// sso:GetInlinePolicyForPermissionSet. It is empty if there is none.
var PermissionSetInlinePolicies = NewTable[ResourcePolicy]("sso.permission_set_inline_policies")

// PermissionSetManagedPolicies holds the policies of AWS that each permission set
// has: sso:ListManagedPoliciesInPermissionSet.
var PermissionSetManagedPolicies = NewTable[PermissionSetManagedPolicy]("sso.permission_set_managed_policies")

// A PermissionSetManagedPolicy is all policies of AWS that a permission set has.
type PermissionSetManagedPolicy struct {
	Resource
	Policies []string // AttachedManagedPolicies.Arn
}
