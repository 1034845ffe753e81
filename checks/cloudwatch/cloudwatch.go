// Package cloudwatch holds the checks of CloudWatch: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package cloudwatch

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AlarmActionsConfigured,
	AlarmActionsEnabled,
	AlarmCloudTrailChanges,
	AlarmConfigChanges,
	AlarmConsoleAuthFailures,
	AlarmConsoleNoMFA,
	AlarmIAMPolicyChanges,
	AlarmKMSKeyDisable,
	AlarmNACLChanges,
	AlarmNetworkGatewayChanges,
	AlarmOrganizationsChanges,
	AlarmRootUsage,
	AlarmRouteTableChanges,
	AlarmS3PolicyChanges,
	AlarmSecurityGroupChanges,
	AlarmTopicSubscribed,
	AlarmUnauthorizedAPICalls,
	AlarmVPCChanges,
}
