package logs

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestGroupRetention(t *testing.T) {
	kept := func(days int, class string) inventory.Part {
		return inventory.LogGroups.Of(inventory.LogGroup{
			Resource: checktest.Resource("AWS::Logs::LogGroup", "app"), LogGroupClass: class, RetentionInDays: days,
		})
	}
	checktest.Run(t, GroupRetention, checktest.Cases{
		"a year":                   checktest.Pass(kept(365, "STANDARD")),
		"a day less":               checktest.Fail(kept(364, "STANDARD")),
		"for ever":                 checktest.Pass(kept(0, "INFREQUENT_ACCESS")),
		"AWS does not say a class": checktest.Fail(kept(30, "")),
		"deliveries":               checktest.NotApplicable(kept(1, "DELIVERY")),
		"a month is enough":        checktest.Pass(kept(30, "STANDARD")).With("min-days", 30),
	})
}
