package config

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDeliveryHealthy(t *testing.T) {
	r := checktest.Resource("AWS::Config::DeliveryChannel", "default")
	channel := inventory.ConfigChannels.Of(inventory.ConfigChannel{Resource: r})
	status := func(history, snapshot, stream string) inventory.Part {
		return inventory.ConfigChannelStatuses.Of(inventory.ConfigChannelStatus{
			Resource:                   r,
			ConfigHistoryDeliveryInfo:  inventory.ConfigDelivery{LastStatus: history, LastErrorCode: "NoSuchBucket"},
			ConfigSnapshotDeliveryInfo: inventory.ConfigDelivery{LastStatus: snapshot},
			ConfigStreamDeliveryInfo:   inventory.ConfigDelivery{LastStatus: stream},
		})
	}
	checktest.Run(t, DeliveryHealthy, checktest.Cases{
		"delivers":                            checktest.Pass(here, channel, status("Success", "Success", "Success")),
		"neither snapshots nor stream wanted": checktest.Pass(here, channel, status("Success", "Not_Applicable", "")),
		"history fails":                       checktest.Fail(here, channel, status("Failure", "Success", "Success")).Says("NoSuchBucket"),
		"snapshots fail":                      checktest.Fail(here, channel, status("Success", "Failure", "Success")),
		"stream fails":                        checktest.Fail(here, channel, status("Success", "Success", "Failure")),
		"nothing delivered yet":               checktest.Unknown(here, channel, status("", "", "")),
		"recorder without channel":            checktest.Fail(here, inventory.ConfigRecorders.Of(recorderIn(checktest.Region, everyType))),
		"neither":                             checktest.NotApplicable(here),
		"status denied":                       checktest.Unknown(here, channel, inventory.ConfigChannelStatuses.Missing(checktest.Denied(r))),
	})
}
