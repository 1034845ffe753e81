package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDesyncMitigation(t *testing.T) {
	checktest.Run(t, DesyncMitigation, checktest.Cases{
		"strictest": checktest.Pass(balancer("application"), attribute("routing.http.desync_mitigation_mode", "strictest")),

		"good":                  checktest.Pass(balancer("application"), attribute("routing.http.desync_mitigation_mode", "defensive")),
		"bad":                   checktest.Fail(balancer("application"), attribute("routing.http.desync_mitigation_mode", "monitor")),
		"a value that is new":   checktest.Unknown(balancer("application"), attribute("routing.http.desync_mitigation_mode", "sometimes")),
		"no such attribute":     checktest.Unknown(balancer("application"), attribute("other", "true")),
		"denied":                checktest.Unknown(balancer("application"), inventory.ELBv2Attributes.Missing(checktest.Denied(resource))),
		"network load balancer": checktest.NotApplicable(balancer("network")),
	})
}
