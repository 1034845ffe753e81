package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDropInvalidHeaders(t *testing.T) {
	checktest.Run(t, DropInvalidHeaders, checktest.Cases{
		"good":                  checktest.Pass(balancer("application"), attribute("routing.http.drop_invalid_header_fields.enabled", "true")),
		"bad":                   checktest.Fail(balancer("application"), attribute("routing.http.drop_invalid_header_fields.enabled", "false")),
		"a value that is new":   checktest.Unknown(balancer("application"), attribute("routing.http.drop_invalid_header_fields.enabled", "sometimes")),
		"no such attribute":     checktest.Unknown(balancer("application"), attribute("other", "true")),
		"denied":                checktest.Unknown(balancer("application"), inventory.ELBv2Attributes.Missing(checktest.Denied(resource))),
		"network load balancer": checktest.NotApplicable(balancer("network")),
	})
}
