package cloudtrail

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// recorded is which of some events a trail records in full.
type recorded struct{ reads, writes bool }

func (r *recorded) add(readWriteType string) {
	r.reads = r.reads || readWriteType == "All" || readWriteType == "ReadOnly"
	r.writes = r.writes || readWriteType == "All" || readWriteType == "WriteOnly"
}

// managementEvents returns which management events the selectors take without
// exception: a selector that leaves out a source or a name does not count.
func managementEvents(s inventory.CloudTrailSelector) recorded {
	var r recorded
	for _, b := range s.EventSelectors {
		if b.IncludeManagementEvents && len(b.ExcludeManagementEventSources) == 0 {
			r.add(b.ReadWriteType)
		}
	}
	for _, a := range s.AdvancedEventSelectors {
		if equals(a, "eventCategory", "Management") && !narrowed(a, "eventCategory", "readOnly") {
			r.add(readWriteType(a))
		}
	}
	return r
}

// someManagementEvents reports whether the selectors take management events, if
// only some of them.
func someManagementEvents(s inventory.CloudTrailSelector) bool {
	return slices.ContainsFunc(s.EventSelectors, func(b inventory.EventSelector) bool { return b.IncludeManagementEvents }) ||
		slices.ContainsFunc(s.AdvancedEventSelectors, func(a inventory.AdvancedEventSelector) bool {
			return equals(a, "eventCategory", "Management")
		})
}

// objectEvents returns which S3 object events the selectors take of all
// buckets, those to come included.
func objectEvents(s inventory.CloudTrailSelector, partition string) recorded {
	var r recorded
	for _, b := range s.EventSelectors {
		if slices.ContainsFunc(b.DataResources, func(d inventory.DataResource) bool { return allObjects(d, partition) }) {
			r.add(b.ReadWriteType)
		}
	}
	for _, a := range s.AdvancedEventSelectors {
		if !equals(a, "eventCategory", "Data") || !equals(a, "resources.type", "AWS::S3::Object") {
			continue
		}
		if !narrowed(withoutAllObjects(a, partition), "eventCategory", "resources.type", "readOnly") {
			r.add(readWriteType(a))
		}
	}
	return r
}

// allObjects reports whether a basic selector's resource stands for the
// objects of all buckets, which AWS writes as an ARN without a bucket.
func allObjects(d inventory.DataResource, partition string) bool {
	all := "arn:" + partition + ":s3"
	return d.Type == "AWS::S3::Object" && (slices.Contains(d.Values, all) || slices.Contains(d.Values, all+":::"))
}

// withoutAllObjects leaves out conditions on the ARN that every object meets.
func withoutAllObjects(a inventory.AdvancedEventSelector, partition string) inventory.AdvancedEventSelector {
	left := slices.DeleteFunc(slices.Clone(a.FieldSelectors), func(f inventory.AdvancedFieldSelector) bool {
		if f.Field != "resources.ARN" || !onlyStartsWith(f) {
			return false
		}
		return slices.ContainsFunc(f.StartsWith, func(begin string) bool {
			return strings.HasPrefix("arn:"+partition+":s3:::", begin)
		})
	})
	return inventory.AdvancedEventSelector{FieldSelectors: left}
}

func onlyStartsWith(f inventory.AdvancedFieldSelector) bool {
	others := [][]string{f.Equals, f.EndsWith, f.NotEquals, f.NotStartsWith, f.NotEndsWith}
	return !slices.ContainsFunc(others, func(values []string) bool { return len(values) > 0 })
}

func equals(a inventory.AdvancedEventSelector, field, value string) bool {
	return slices.ContainsFunc(a.FieldSelectors, func(f inventory.AdvancedFieldSelector) bool {
		return f.Field == field && slices.Contains(f.Equals, value)
	})
}

// narrowed reports whether the selector has a condition on another field.
func narrowed(a inventory.AdvancedEventSelector, but ...string) bool {
	return slices.ContainsFunc(a.FieldSelectors, func(f inventory.AdvancedFieldSelector) bool {
		return !slices.Contains(but, f.Field)
	})
}

// readWriteType says in the words of basic selectors what an advanced one
// demands of the field readOnly.
func readWriteType(a inventory.AdvancedEventSelector) string {
	reads, writes := equals(a, "readOnly", "true"), equals(a, "readOnly", "false")
	asked := slices.ContainsFunc(a.FieldSelectors, func(f inventory.AdvancedFieldSelector) bool { return f.Field == "readOnly" })
	switch {
	case !asked || reads && writes:
		return "All"
	case reads:
		return "ReadOnly"
	case writes:
		return "WriteOnly"
	}
	return ""
}

// s3DataEvents judges trails by whether they record some S3 object events of
// all buckets in all regions. One trail that does is enough, so the others are
// not at fault for leaving it to that one.
func s3DataEvents(which func(recorded) bool) func(check.Env, inventory.CloudTrail) check.Verdict {
	return func(e check.Env, t inventory.CloudTrail) check.Verdict {
		do := func(s inventory.CloudTrailSelector) bool { return which(objectEvents(s, t.Partition)) }
		ok, saw := recordsEverywhere(e, t, do)
		if ok {
			return check.Pass("records them for all buckets in all regions", saw...)
		}
		other, ok := check.Find(e, inventory.CloudTrails, e.Account.Resource(), func(o inventory.CloudTrail) bool {
			if o.Key() == t.Key() {
				return false
			}
			ok, why := recordsEverywhere(e, o, do)
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
