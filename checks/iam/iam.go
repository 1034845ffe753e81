// Package iam holds the checks of IAM: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package iam

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AccessKeyRotated,
	AdministratorAccessLimited,
	AdminMFA,
	CloudShellFullAccessRestricted,
	FederationInUse,
	MemberRootCredentialsAbsent,
	OIDCTrustConditionsScoped,
	PasswordComplexity,
	PasswordExpiry,
	PasswordMinLength,
	PasswordReusePrevention,
	PolicyNoAdminAttached,
	PolicyNoBroadKMSDecrypt,
	PolicyNoFullCriticalService,
	PolicyNoPrivilegeEscalation,
	PolicyNoServiceWildcard,
	PolicyNoWildcardAssumeRole,
	PolicyNoWildcardPassRole,
	PrincipalNoEscalationPath,
	RoleExternalIDOrMFA,
	RoleTrustKnownAccounts,
	RoleTrustNotPublic,
	RootHardwareMFA,
	RootMFAEnabled,
	RootNoAccessKeys,
	RootNotUsed,
	SAMLProviderValid,
	SAMLTrustAudienceScoped,
	ServerCertificateNotExpired,
	SupportRoleExists,
	UnattachedPolicyNoAdmin,
	UserConsoleMFA,
	UserCredentialsUnused,
	UserNoDirectPolicies,
	UserNoInitialAccessKey,
	UserNoLongLivedKeys,
	UserSingleActiveKey,
}
