package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// S3DataEventsWrite is the check cloudtrail.s3-data-events-write.
var S3DataEventsWrite = &check.Check{
	ID:         "cloudtrail.s3-data-events-write",
	Title:      "CloudTrail S3 object writes are recorded",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   "AWS::CloudTrail::Trail",
	Logic:      "A trail that covers all regions and is logging now records the object writes of all buckets, with basic or advanced selectors. Where one trail does, the others need not.",
	Rationale:  "Without data events nobody can tell which objects were changed or deleted after keys have leaked.",
	Remedy:     "Add a data event selector for all S3 objects to a trail of all regions, with write events.",
	Fix:        objectEventsFix,
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html"},
	Controls:   []string{"CIS-1.4/3.10", "CIS-1.5/3.10", "CIS-2.0/3.10", "CIS-3.0/3.8", "CIS-4.0/3.8", "CIS-5.0/3.8", "CIS-6.0/4.8", "CIS-7.0/4.8", "FSBP/S3.22"},
	Assess: check.ForEach(inventory.CloudTrails, s3DataEvents(objectWrites),
		inventory.CloudTrailStatuses, inventory.CloudTrailSelectors),
}

func objectWrites(r trail.Recorded) bool { return r.Writes }
