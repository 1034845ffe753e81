// Package cloudtrail holds the checks of CloudTrail: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package cloudtrail

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	BucketAccessLogging,
	BucketExistsAndOwned,
	BucketMFADelete,
	BucketNotPublic,
	BucketPolicySourceARN,
	CloudWatchLogs,
	DeliveryHealthy,
	InsightsEnabled,
	KMSEncrypted,
	LogFileValidation,
	ManagementEventsReadWrite,
	MultiRegionTrail,
	OrganizationTrail,
	S3DataEventsRead,
	S3DataEventsWrite,
}
