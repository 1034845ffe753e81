package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// s3DataEvents judges trails by whether they record some S3 object events of
// all buckets in all regions. One trail that does is enough, so the others are
// not at fault for leaving it to that one.
func s3DataEvents(which func(trail.Recorded) bool) func(check.Env, inventory.CloudTrail) check.Verdict {
	return func(e check.Env, t inventory.CloudTrail) check.Verdict {
		do := func(s inventory.CloudTrailSelector) bool { return which(trail.ObjectEvents(s, t.Partition)) }
		ok, saw := trail.RecordsEverywhere(e, t, do)
		if ok {
			return check.Pass("records them for all buckets in all regions", saw...)
		}
		other, ok := check.Find(e, inventory.CloudTrails, e.Account.Resource(), func(o inventory.CloudTrail) bool {
			if o.Key() == t.Key() {
				return false
			}
			ok, why := trail.RecordsEverywhere(e, o, do)
			saw = append(saw, why...)
			return ok
		})
		if ok {
			return check.NotApplicable("leaves them to "+other.ARN, saw...)
		}
		return check.Fail("does not record them for all buckets in all regions", saw...)
	}
}

// objectEventsFix records reads and writes: as selectors are replaced as a whole,
// one fix for each would undo the other.
var objectEventsFix = check.Fix{
	Console: "CloudTrail console, Trails, the trail, Data events, Edit: add the type S3 with the template Log all events.",
	CLI: `# The call replaces all selectors of the trail: repeat those for other data events.
aws cloudtrail put-event-selectors --trail-name TRAIL --region HOME_REGION --advanced-event-selectors \
  '[{"Name":"Management","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]},
  {"Name":"S3","FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::S3::Object"]}]}]'`,
	Terraform: `resource "aws_cloudtrail" "main" {
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}`,
	Breaks: "Nothing: requests are recorded beside their execution. Data events are charged by number, which counts in busy buckets, and so is their storage.",
	Undo:   "Put the selectors of before again; get-event-selectors shows them.",
}
