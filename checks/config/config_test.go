package config

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

var (
	here      = checktest.Regions(checktest.Region)
	everyType = inventory.RecordingGroup{
		AllSupported: true, IncludeGlobalResourceTypes: true, RecordingStrategy: "ALL_SUPPORTED_RESOURCE_TYPES",
	}
	regionalTypes = inventory.RecordingGroup{AllSupported: true, RecordingStrategy: "ALL_SUPPORTED_RESOURCE_TYPES"}
)

func recorderIn(region string, g inventory.RecordingGroup) inventory.ConfigRecorder {
	return inventory.ConfigRecorder{
		Resource:       checktest.In(region, "AWS::Config::ConfigurationRecorder", "default"),
		RecordingGroup: g,
	}
}

func without(types ...string) inventory.RecordingGroup {
	return inventory.RecordingGroup{ExclusionByResourceTypes: types, RecordingStrategy: "EXCLUSION_BY_RESOURCE_TYPES"}
}

func only(types ...string) inventory.RecordingGroup {
	return inventory.RecordingGroup{ResourceTypes: types, RecordingStrategy: "INCLUSION_BY_RESOURCE_TYPES"}
}
