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

// SSOInstances holds the instances of IAM Identity Center that the account
// sees: sso:ListInstances, in each region.
var SSOInstances = NewTable[SSOInstance]("sso.instances")

// An SSOInstance is an instance of IAM Identity Center.
type SSOInstance struct {
	Resource        // AWS::SSO::Instance; the ARN is InstanceArn
	Status   string // ACTIVE, CREATE_IN_PROGRESS, ...
}
