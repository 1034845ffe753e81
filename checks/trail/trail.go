// Package trail says what the trails of CloudTrail record, for the checks of
// trails and of what is built on them.
package trail

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Recorded is which of some events a trail records in full.
type Recorded struct{ Reads, Writes bool }

func (r *Recorded) add(readWriteType string) {
	r.Reads = r.Reads || readWriteType == "All" || readWriteType == "ReadOnly"
	r.Writes = r.Writes || readWriteType == "All" || readWriteType == "WriteOnly"
}

// ManagementEvents returns which management events the selectors take without
// exception: a selector that leaves out a source or a name does not count.
func ManagementEvents(s inventory.CloudTrailSelector) Recorded {
	var r Recorded
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

// SomeManagementEvents reports whether the selectors take management events, if
// only some of them.
func SomeManagementEvents(s inventory.CloudTrailSelector) bool {
	return slices.ContainsFunc(s.EventSelectors, func(b inventory.EventSelector) bool { return b.IncludeManagementEvents }) ||
		slices.ContainsFunc(s.AdvancedEventSelectors, func(a inventory.AdvancedEventSelector) bool {
			return equals(a, "eventCategory", "Management")
		})
}

// ObjectEvents returns which S3 object events the selectors take of all
// buckets, those to come included.
func ObjectEvents(s inventory.CloudTrailSelector, partition string) Recorded {
	var r Recorded
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

// LoggingEverywhere reports whether a trail covers all regions and is logging
// now, and the fields that say so.
func LoggingEverywhere(e check.Env, t inventory.CloudTrail) (bool, []check.Evidence) {
	saw := []check.Evidence{check.SawOn(t.Resource, "IsMultiRegionTrail", t.IsMultiRegionTrail)}
	if !t.IsMultiRegionTrail {
		return false, saw
	}
	s := check.Detail(e, inventory.CloudTrailStatuses, t.Resource)
	return s.IsLogging, append(saw, check.SawOn(t.Resource, "IsLogging", s.IsLogging))
}

// RecordsEverywhere reports whether a trail covers all regions, is logging now
// and has selectors that do, and the fields that say so.
func RecordsEverywhere(e check.Env, t inventory.CloudTrail, do func(inventory.CloudTrailSelector) bool) (bool, []check.Evidence) {
	ok, saw := LoggingEverywhere(e, t)
	if !ok {
		return false, saw
	}
	s := check.Detail(e, inventory.CloudTrailSelectors, t.Resource)
	return do(s), append(saw,
		check.SawOn(t.Resource, "EventSelectors", s.EventSelectors),
		check.SawOn(t.Resource, "AdvancedEventSelectors", s.AdvancedEventSelectors))
}
