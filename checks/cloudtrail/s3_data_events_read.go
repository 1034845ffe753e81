package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// S3DataEventsRead is the check cloudtrail.s3-data-events-read.
var S3DataEventsRead = &check.Check{
	ID:         "cloudtrail.s3-data-events-read",
	Title:      "CloudTrail S3 object reads are recorded",
	Domain:     check.DetectiveControls,
	Severity:   check.Medium,
	Resource:   "AWS::CloudTrail::Trail",
	Logic:      "A trail that covers all regions and is logging now records the object reads of all buckets, with basic or advanced selectors. Where one trail does, the others need not.",
	Rationale:  "Without data events nobody can tell which objects were taken after keys have leaked.",
	Remedy:     "Add a data event selector for all S3 objects to a trail of all regions, with read events.",
	Fix:        objectEventsFix,
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html"},
	Controls:   []string{"CIS-1.4/3.11", "CIS-1.5/3.11", "CIS-2.0/3.11", "CIS-3.0/3.9", "CIS-4.0/3.9", "CIS-5.0/3.9", "CIS-6.0/4.9", "CIS-7.0/4.9", "FSBP/S3.23"},
	Assess: check.ForEach(inventory.CloudTrails, s3DataEvents(objectReads),
		inventory.CloudTrailStatuses, inventory.CloudTrailSelectors),
}

func objectReads(r trail.Recorded) bool { return r.Reads }
