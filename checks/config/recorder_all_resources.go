package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RecorderAllResources is the check config.recorder-all-resources.
var RecorderAllResources = &check.Check{
	ID:        "config.recorder-all-resources",
	Title:     "Config records all resource types, global ones included",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "The recorder of each region records all supported resource types. The global IAM types may be left to the recorder of another region that is recording now; regions that came after February 2022 cannot record them. A region without a recorder is left to config.recorder-enabled.",
	Rationale: "A type that is not recorded has no history, and rules about it never run.",
	Remedy:    "Set the recorder to all supported types. In one region include the global types too.",
	Fix: check.Fix{
		Console: "AWS Config console, Settings, Customer managed recorder, Edit, Recording strategy: choose All resource types with customizable overrides, and remove overrides that exclude types.",
		CLI: `# includeGlobalResourceTypes=true in one Region, false in all others.
aws configservice put-configuration-recorder --configuration-recorder name=NAME,roleARN=ROLE_ARN \
  --recording-group allSupported=true,includeGlobalResourceTypes=true --region REGION`,
		Terraform: `resource "aws_config_configuration_recorder" "region" {
  role_arn = "ROLE_ARN"
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}`,
		Breaks: "Nothing stops: Config only reads. Each configuration item is charged for, which counts where resources come and go all day.",
		Undo:   "Put the recorder with its old recording group again; describe-configuration-recorders shows it.",
	},
	References: []string{"https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html", "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html"},
	Controls:   []string{"CIS-1.4/3.5", "CIS-1.5/3.5", "CIS-2.0/3.5", "CIS-3.0/3.3", "CIS-4.0/3.3", "CIS-5.0/3.3", "CIS-6.0/4.3", "CIS-7.0/4.3"},
	Assess: check.ForEach(inventory.Regions, recorderAllResources,
		inventory.ConfigRecorders, inventory.ConfigRecorderStatuses),
}

// globalTypes are the types that IncludeGlobalResourceTypes adds.
var globalTypes = []string{"AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"}

// globalRegions are the regions that can record the global types: those in which
// Config was available before February 2022, so that none will be added.
// https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-all
var globalRegions = []string{
	"af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1",
	"ap-southeast-2", "ap-southeast-3", "ca-central-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-north-1",
	"eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "me-south-1", "sa-east-1", "us-east-1", "us-east-2",
	"us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
}

func recorderAllResources(e check.Env, region inventory.Region) check.Verdict {
	r, ok := recorderOf(e, region)
	if !ok {
		return check.NotApplicable("has no configuration recorder", check.Saw("recorders", 0))
	}
	saw := []check.Evidence{check.SawOn(r.Resource, "RecordingGroup", r.RecordingGroup)}
	if len(r.RecordingGroup.ResourceTypes) > 0 {
		return check.Fail(fmt.Sprintf("records only %d resource types", len(r.RecordingGroup.ResourceTypes)), saw...)
	}
	if !recordsRegional(r.RecordingGroup) {
		return check.Fail("does not record "+listed(r.RecordingGroup.ExclusionByResourceTypes), saw...)
	}
	if recordsGlobal(r) {
		return check.Pass("records all resource types, global ones included", saw...)
	}
	other, ok := check.Find(e, inventory.ConfigRecorders, e.Account.Resource(), func(o inventory.ConfigRecorder) bool {
		if o.Key() == r.Key() || !recordsGlobal(o) {
			return false
		}
		recording := check.Detail(e, inventory.ConfigRecorderStatuses, o.Resource).Recording
		saw = append(saw, check.SawOn(o.Resource, "RecordingGroup", o.RecordingGroup), check.SawOn(o.Resource, "Recording", recording))
		return recording
	})
	if !ok {
		return check.Fail("records all regional resource types, but no region records the global ones", saw...)
	}
	return check.Pass("records all regional resource types, and "+other.Region+" the global ones", saw...)
}

func recordsRegional(g inventory.RecordingGroup) bool {
	if g.AllSupported {
		return true
	}
	return excludes(g) && !slices.ContainsFunc(g.ExclusionByResourceTypes, func(t string) bool {
		return !slices.Contains(globalTypes, t)
	})
}

// recordsGlobal reports whether a recorder is set to record the global types, in
// a region that can: it was asked to, or it records all types but some that are
// not global.
func recordsGlobal(r inventory.ConfigRecorder) bool {
	g := r.RecordingGroup
	if !slices.Contains(globalRegions, r.Region) {
		return false
	}
	if g.AllSupported {
		return g.IncludeGlobalResourceTypes
	}
	if excludes(g) {
		return !slices.ContainsFunc(g.ExclusionByResourceTypes, func(t string) bool { return slices.Contains(globalTypes, t) })
	}
	return !slices.ContainsFunc(globalTypes, func(t string) bool { return !slices.Contains(g.ResourceTypes, t) })
}

func excludes(g inventory.RecordingGroup) bool {
	return g.RecordingStrategy == "EXCLUSION_BY_RESOURCE_TYPES"
}

func listed(types []string) string {
	if len(types) == 0 {
		return "all resource types"
	}
	return strings.Join(types, ", ")
}
