package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// MultiRegionTrail is the check cloudtrail.multi-region-trail.
var MultiRegionTrail = &check.Check{
	ID:        "cloudtrail.multi-region-trail",
	Title:     "CloudTrail: a multi-Region trail is logging",
	Domain:    check.DetectiveControls,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "A trail that covers all regions is logging now. The trail of an organization counts, and so does one whose home region is not scanned.",
	Rationale: "Without such a trail, calls in a region that nobody watches leave no lasting record.",
	Remedy:    "Create a trail with IsMultiRegionTrail and start logging, or start the one that is there.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, Create trail: the console always makes it for all Regions. For one that is stopped: the trail, Start logging.",
		CLI: `aws cloudtrail create-trail --name TRAIL --s3-bucket-name BUCKET --is-multi-region-trail --region HOME_REGION
# Or: aws cloudtrail update-trail --name TRAIL --is-multi-region-trail --region HOME_REGION
aws cloudtrail start-logging --name TRAIL --region HOME_REGION`,
		Terraform: `resource "aws_cloudtrail" "main" {
  name                  = "TRAIL"
  s3_bucket_name        = "BUCKET"
  is_multi_region_trail = true
}`,
		Breaks: "Nothing: what is called goes on as before. A further trail is charged for its copy of management events.",
		Undo:   "aws cloudtrail stop-logging --name TRAIL, or delete-trail. Files that were delivered stay in the bucket.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html", "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html"},
	Controls:   []string{"CIS-1.4/3.1", "CIS-1.5/3.1", "CIS-2.0/3.1", "CIS-3.0/3.1", "CIS-4.0/3.1", "CIS-5.0/3.1", "CIS-6.0/4.1", "CIS-7.0/4.1", "FSBP/CloudTrail.1", "FSBP/CloudTrail.3"},
	Assess:     check.Exists(multiRegionTrail, inventory.CloudTrails, inventory.CloudTrailStatuses),
}

func multiRegionTrail(e check.Env) check.Verdict {
	t, saw, ok := findTrail(e, func(t inventory.CloudTrail) (bool, []check.Evidence) { return trail.LoggingEverywhere(e, t) })
	if ok {
		return check.Pass("is covered by "+t.ARN, saw...)
	}
	if len(saw) == 0 {
		return check.Fail("has no trail", check.Saw("trails", 0))
	}
	return check.Fail("has no trail that is logging in all regions", saw...)
}

// findTrail returns the first trail that fits, with the fields that say so, or
// the fields by which none does.
func findTrail(
	e check.Env, fits func(inventory.CloudTrail) (bool, []check.Evidence),
) (inventory.CloudTrail, []check.Evidence, bool) {
	var all, last []check.Evidence
	t, ok := check.Find(e, inventory.CloudTrails, e.Account.Resource(), func(t inventory.CloudTrail) bool {
		ok, why := fits(t)
		all, last = append(all, why...), why
		return ok
	})
	if ok {
		return t, last, true
	}
	return t, all, false
}
