package config

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRecorderAllResources(t *testing.T) {
	group := func(g inventory.RecordingGroup) inventory.Part {
		return inventory.ConfigRecorders.Of(recorderIn(checktest.Region, g))
	}
	both := checktest.Regions("eu-west-1", checktest.Region)
	there := recorderIn("eu-west-1", everyType)
	status := func(recording bool) inventory.Part {
		return inventory.ConfigRecorderStatuses.Of(inventory.ConfigRecorderStatus{Resource: there.Resource, Recording: recording})
	}
	young := checktest.Regions("eu-south-2")
	checktest.Run(t, RecorderAllResources, checktest.Cases{
		"all":                  checktest.Pass(here, group(everyType)),
		"global types nowhere": checktest.Fail(here, group(regionalTypes)),
		"global types in another region": checktest.Want([]check.Status{check.StatusPass, check.StatusPass}, both, status(true),
			inventory.ConfigRecorders.Of(there, recorderIn(checktest.Region, regionalTypes))),
		"global types in another region whose recorder is stopped": checktest.Want([]check.Status{check.StatusPass, check.StatusFail}, both, status(false),
			inventory.ConfigRecorders.Of(there, recorderIn(checktest.Region, regionalTypes))),
		"global types in another region whose status is denied": checktest.Want([]check.Status{check.StatusPass, check.StatusUnknown}, both,
			inventory.ConfigRecorderStatuses.Missing(checktest.Denied(there.Resource)),
			inventory.ConfigRecorders.Of(there, recorderIn(checktest.Region, regionalTypes))),
		"global types in another region, which leaves out another": checktest.Want([]check.Status{check.StatusFail, check.StatusPass}, both, status(true),
			inventory.ConfigRecorders.Of(recorderIn("eu-west-1", without("AWS::EC2::Volume")), recorderIn(checktest.Region, regionalTypes))),
		"global types in another region, and no others": checktest.Want([]check.Status{check.StatusFail, check.StatusPass}, both, status(true),
			inventory.ConfigRecorders.Of(recorderIn("eu-west-1", only(globalTypes...)), recorderIn(checktest.Region, regionalTypes))),
		"some of the global types in another region": checktest.Want([]check.Status{check.StatusFail, check.StatusFail}, both, status(true),
			inventory.ConfigRecorders.Of(recorderIn("eu-west-1", only("AWS::IAM::Role", "AWS::IAM::User")), recorderIn(checktest.Region, regionalTypes))),
		"global types in a region that cannot record them": checktest.Fail(young, inventory.ConfigRecorders.Of(recorderIn("eu-south-2", everyType))),
		"all but none in a region that cannot record them": checktest.Fail(young, inventory.ConfigRecorders.Of(recorderIn("eu-south-2", without()))),
		"global types perhaps in a region that is denied": checktest.Unknown(here, group(regionalTypes),
			inventory.ConfigRecorders.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"none":        checktest.Fail(here, group(inventory.RecordingGroup{})).Says("does not record all resource types"),
		"some types":  checktest.Fail(here, group(inventory.RecordingGroup{ResourceTypes: []string{"AWS::EC2::Volume"}})),
		"all but one": checktest.Fail(here, group(without("AWS::EC2::Volume"))).Says("AWS::EC2::Volume"),
		"all but global types, which another region records": checktest.Want([]check.Status{check.StatusPass, check.StatusPass}, both, status(true),
			inventory.ConfigRecorders.Of(there, recorderIn(checktest.Region, without(globalTypes...)))),
		"all but global types": checktest.Fail(here, group(without(globalTypes...))),
		"no recorder":          checktest.NotApplicable(here),
	})
}
