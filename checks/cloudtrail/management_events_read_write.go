package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// ManagementEventsReadWrite is the check cloudtrail.management-events-read-write.
var ManagementEventsReadWrite = &check.Check{
	ID:        "cloudtrail.management-events-read-write",
	Title:     "CloudTrail: a multi-Region trail records read and write management events",
	Domain:    check.DetectiveControls,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "A trail that covers all regions and is logging now records all management events, reads and writes, with basic or advanced selectors. Selectors that leave out an event source do not count.",
	Rationale: "An intruder first reads what is there and then changes it. A record of writes alone, or without KMS, misses half of the story.",
	Remedy:    "Set the management events of the trail to All, and exclude no event sources.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail, Management events, Edit: select Read and Write, and clear the exclusions of KMS and RDS Data API events.",
		CLI: `# The call replaces all selectors of the trail: repeat those for data events.
aws cloudtrail put-event-selectors --trail-name TRAIL --region HOME_REGION --advanced-event-selectors \
  '[{"Name":"Management","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]'`,
		Terraform: `resource "aws_cloudtrail" "main" {
  is_multi_region_trail = true
  event_selector {
    read_write_type           = "All"
    include_management_events = true
  }
}`,
		Breaks: "Nothing: more events are recorded. The first copy of management events is free, each further trail is charged for them.",
		Undo:   "Put the selectors of before again; get-event-selectors shows them.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html", "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html"},
	Controls:   []string{"CIS-1.4/3.1", "CIS-1.5/3.1", "CIS-2.0/3.1", "CIS-3.0/3.1", "CIS-4.0/3.1", "CIS-5.0/3.1", "CIS-6.0/4.1", "CIS-7.0/4.1", "FSBP/CloudTrail.1"},
	Assess: check.Exists(managementEventsReadWrite,
		inventory.CloudTrails, inventory.CloudTrailStatuses, inventory.CloudTrailSelectors),
}

func managementEventsReadWrite(e check.Env) check.Verdict {
	t, saw, ok := findTrail(e, func(t inventory.CloudTrail) (bool, []check.Evidence) {
		return trail.RecordsEverywhere(e, t, func(s inventory.CloudTrailSelector) bool {
			r := trail.ManagementEvents(s)
			return r.Reads && r.Writes
		})
	})
	if ok {
		return check.Pass("has its management events recorded by "+t.ARN, saw...)
	}
	if len(saw) == 0 {
		return check.Fail("has no trail", check.Saw("trails", 0))
	}
	return check.Fail("has no trail that records all management events in all regions", saw...)
}
