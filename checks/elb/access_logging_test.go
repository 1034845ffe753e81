package elb

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccessLogging(t *testing.T) {
	checktest.Run(t, AccessLogging, checktest.Cases{
		"on":               checktest.Pass(balancer(), logging(true)),
		"off":              checktest.Fail(balancer(), logging(false)),
		"not readable":     checktest.Unknown(balancer(), inventory.ELBAttributes.Missing(checktest.Denied(resource))),
		"no load balancer": checktest.None(),
	})
}

func logging(on bool) inventory.Part {
	return inventory.ELBAttributes.Of(inventory.ELBAttribute{Resource: resource, AccessLogEnabled: on})
}
