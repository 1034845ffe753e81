// Package iam holds the checks of IAM: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package iam

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AdministratorAccessLimited,
	AccessKeyRotated,
	CloudShellFullAccessRestricted,
	FederationInUse,
	MemberRootCredentialsAbsent,
	PasswordComplexity,
	PasswordExpiry,
	PasswordMinLength,
	PasswordReusePrevention,
	RootHardwareMFA,
	RootMFAEnabled,
	RootNoAccessKeys,
	RootNotUsed,
	SAMLProviderValid,
	ServerCertificateNotExpired,
	SupportRoleExists,
	UserConsoleMFA,
	UserCredentialsUnused,
	UserNoDirectPolicies,
	UserNoInitialAccessKey,
	UserNoLongLivedKeys,
	UserSingleActiveKey,
}
