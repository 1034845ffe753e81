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
	checktest.Run(t, RecorderAllResources, checktest.Cases{
		"all":                  checktest.Pass(here, group(everyType)),
		"global types nowhere": checktest.Fail(here, group(regionalTypes)),
		"global types in another region": checktest.Want([]check.Status{check.StatusPass, check.StatusPass},
			checktest.Regions("eu-west-1", checktest.Region),
			inventory.ConfigRecorders.Of(recorderIn("eu-west-1", everyType), recorderIn(checktest.Region, regionalTypes))),
		"global types perhaps in a region that is denied": checktest.Unknown(here, group(regionalTypes),
			inventory.ConfigRecorders.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))),
		"some types":  checktest.Fail(here, group(inventory.RecordingGroup{ResourceTypes: []string{"AWS::EC2::Volume"}})),
		"all but one": checktest.Fail(here, group(without("AWS::EC2::Volume"))).Says("AWS::EC2::Volume"),
		"all but global types, which another region records": checktest.Want([]check.Status{check.StatusPass, check.StatusPass},
			checktest.Regions("eu-west-1", checktest.Region),
			inventory.ConfigRecorders.Of(recorderIn("eu-west-1", everyType), recorderIn(checktest.Region, without(globalTypes...)))),
		"all but global types": checktest.Fail(here, group(without(globalTypes...))),
		"no recorder":          checktest.NotApplicable(here),
	})
}
