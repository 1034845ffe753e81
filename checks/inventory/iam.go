package inventory

import "time"

// IAMUsers holds every IAM user: iam:GetAccountAuthorizationDetails with the
// filter User.
var IAMUsers = NewTable[IAMUser]("iam.users")

// An IAMUser is an IAM user and what gives it permissions.
type IAMUser struct {
	Resource                              // AWS::IAM::User, no region
	AttachedPolicies    []string          // ARNs: AttachedManagedPolicies[].PolicyArn
	InlinePolicies      []IAMInlinePolicy // UserPolicyList
	Groups              []string          // names: GroupList
	PermissionsBoundary string            // the ARN of a managed policy, or empty
}

// An IAMInlinePolicy is a policy that one identity has for itself.
type IAMInlinePolicy struct {
	Name     string
	Document string // JSON
}

// IAMGroups holds every IAM group: iam:GetAccountAuthorizationDetails with the
// filter Group.
var IAMGroups = NewTable[IAMGroup]("iam.groups")

// An IAMGroup is an IAM group. Its Resource.ID is its name.
type IAMGroup struct {
	Resource                           // AWS::IAM::Group, no region
	AttachedPolicies []string          // ARNs: AttachedManagedPolicies[].PolicyArn
	InlinePolicies   []IAMInlinePolicy // GroupPolicyList
}

// IAMRoles holds every IAM role: iam:GetAccountAuthorizationDetails with the
// filter Role.
var IAMRoles = NewTable[IAMRole]("iam.roles")

// An IAMRole is an IAM role.
type IAMRole struct {
	Resource                                   // AWS::IAM::Role, no region
	AttachedPolicies         []string          // ARNs: AttachedManagedPolicies[].PolicyArn
	InlinePolicies           []IAMInlinePolicy // RolePolicyList
	AssumeRolePolicyDocument string            // JSON: who may take the role
	PermissionsBoundary      string            // the ARN of a managed policy, or empty
	InstanceProfiles         []string          // ARNs: InstanceProfileList[].Arn
}

// IAMPolicies holds every managed policy of the customer, attached or not:
// iam:GetAccountAuthorizationDetails with the filter LocalManagedPolicy.
var IAMPolicies = NewTable[IAMPolicy]("iam.policies")

// IAMAWSPolicies holds the managed policies of AWS that are attached or limit
// somebody: iam:GetAccountAuthorizationDetails with the filter
// AWSManagedPolicy.
var IAMAWSPolicies = NewTable[IAMPolicy]("iam.aws_policies")

// An IAMPolicy is a managed policy, in the version that applies.
type IAMPolicy struct {
	Resource                             // AWS::IAM::ManagedPolicy, no region
	Document                      string // JSON, of the default version
	AttachmentCount               int    // users, groups and roles that have it
	PermissionsBoundaryUsageCount int    // users and roles that it limits
}

// IAMPolicyEntities holds who has AWSCloudShellFullAccess: one row, about that
// managed policy of the account's partition: iam:ListEntitiesForPolicy. It has
// no row where the partition has no such policy (NoSuchEntity).
var IAMPolicyEntities = NewTable[IAMPolicyEntity]("iam.policy_entities")

// An IAMPolicyEntity is a managed policy and the names of whom it is attached
// to. Entities for which it is only the permissions boundary are left out
// (PolicyUsageFilter=PermissionsPolicy).
type IAMPolicyEntity struct {
	Resource     // AWS::IAM::ManagedPolicy, no region
	PolicyUsers  []string
	PolicyGroups []string
	PolicyRoles  []string
}

// IAMCredentials holds the rows of the credential report, one for each user
// and one for <root_account>: iam:GetCredentialReport, after
// iam:GenerateCredentialReport.
var IAMCredentials = NewTable[IAMCredential]("iam.credentials")

// An IAMCredential is one row of the credential report. A user's has the type
// AWS::IAM::User and the user's ARN; root's Resource is Account.Resource().
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
type IAMCredential struct {
	Resource
	Root    bool      // the row of <root_account>
	Created time.Time // user_creation_time
	// PasswordEnabled is false also where root's row says not_supported, as
	// its PasswordLastChanged then says too. Whether root has a password is
	// in IAMAccountSummaries.
	PasswordEnabled     bool
	PasswordLastUsed    Moment // said no_information: never, or not since October 2014
	PasswordLastChanged Moment
	MFAActive           bool
	// AccessKeys holds the keys that exist, active or not: those with
	// access_key_N_active true or a time in access_key_N_last_rotated.
	AccessKeys []AccessKey
}

// An AccessKey is an access key as the credential report knows it.
type AccessKey struct {
	Number      int // 1 or 2, the report's column
	Active      bool
	LastRotated Moment // when it was created
	LastUsed    Moment // said N/A: never, or not since April 2015
}

// A Moment is a time of the credential report, or what it says instead.
type Moment struct {
	At   time.Time // zero if the report gives no time
	Said string    // "N/A", "no_information" or "not_supported"; empty if it gives a time
}

// IAMAccountSummaries holds one row, about the account: iam:GetAccountSummary.
var IAMAccountSummaries = NewTable[IAMAccountSummary]("iam.account_summary")

// An IAMAccountSummary is what IAM counts in the account. Its Resource is
// Account.Resource().
type IAMAccountSummary struct {
	Resource
	// SummaryMap is the answer's. Of root say AccountMFAEnabled,
	// AccountAccessKeysPresent and AccountPasswordPresent, each 0 or 1; a key
	// that AWS leaves out is absent here.
	SummaryMap map[string]int
}

// IAMPasswordPolicies holds one row, about the account:
// iam:GetAccountPasswordPolicy. NoSuchEntity is a row that is not Set.
var IAMPasswordPolicies = NewTable[IAMPasswordPolicy]("iam.password_policy")

// An IAMPasswordPolicy is the account's policy for the passwords of IAM users.
// Its Resource is Account.Resource().
type IAMPasswordPolicy struct {
	Resource
	Set                        bool // false: AWS's default policy holds
	MinimumPasswordLength      int
	RequireUppercaseCharacters bool
	RequireLowercaseCharacters bool
	RequireNumbers             bool
	RequireSymbols             bool
	ExpirePasswords            bool
	MaxPasswordAge             int // days; 0 if absent
	PasswordReusePrevention    int // 0 if absent
}

// IAMVirtualMFADevices holds the virtual MFA devices that are assigned to
// somebody: iam:ListVirtualMFADevices with AssignmentStatus=Assigned.
var IAMVirtualMFADevices = NewTable[IAMVirtualMFADevice]("iam.virtual_mfa_devices")

// An IAMVirtualMFADevice is an authenticator app. Its ARN is its SerialNumber.
type IAMVirtualMFADevice struct {
	Resource        // AWS::IAM::VirtualMFADevice, no region
	UserARN  string // User.Arn; the account's root ARN for root; empty if absent
}

// IAMServerCertificates holds the certificates stored in IAM:
// iam:ListServerCertificates.
var IAMServerCertificates = NewTable[IAMServerCertificate]("iam.server_certificates")

// An IAMServerCertificate is a TLS certificate stored in IAM.
type IAMServerCertificate struct {
	Resource   // AWS::IAM::ServerCertificate, no region
	Expiration time.Time
}

// IAMSAMLProviders holds the SAML identity providers: iam:ListSAMLProviders.
var IAMSAMLProviders = NewTable[IAMSAMLProvider]("iam.saml_providers")

// An IAMSAMLProvider is a SAML identity provider.
type IAMSAMLProvider struct {
	Resource             // AWS::IAM::SAMLProvider, no region
	ValidUntil time.Time // zero if absent
}

// IAMSAMLProviderDetails holds what only iam:GetSAMLProvider says, one row for
// each row of IAMSAMLProviders.
var IAMSAMLProviderDetails = NewTable[IAMSAMLProviderDetail]("iam.saml_provider_details")

// An IAMSAMLProviderDetail is how a SAML provider takes assertions. Its
// Resource is that of the IAMSAMLProvider.
type IAMSAMLProviderDetail struct {
	Resource
	AssertionEncryptionMode string // Required or Allowed; empty if absent
}

// IAMOIDCProviders holds the OIDC identity providers:
// iam:ListOpenIDConnectProviders.
var IAMOIDCProviders = NewTable[IAMOIDCProvider]("iam.oidc_providers")

// An IAMOIDCProvider is an OIDC identity provider.
type IAMOIDCProvider struct {
	Resource        // AWS::IAM::OIDCProvider, no region
	URL      string // host and path of the issuer: what follows oidc-provider/ in the ARN
}
